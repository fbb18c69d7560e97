import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { masked } from '../../../src/chain/masked.ts'
import { partition } from '../../../src/chain/partition.ts'
import { injectHyperparams } from '../../../src/chain/injectHyperparams.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { currentLearningRate } from '../../../src/state/currentLearningRate.ts'
import { currentStep } from '../../../src/state/currentStep.ts'
import { mapParams } from '../../../src/state/mapParams.ts'
import { resetCounts } from '../../../src/state/resetCounts.ts'
import { treeGet } from '../../../src/state/treeGet.ts'
import { treeGetAll } from '../../../src/state/treeGetAll.ts'
import { treeSet } from '../../../src/state/treeSet.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { zeroNans } from '../../../src/transforms/zeroNans.ts'
import { expectError } from '../transforms/expectError.ts'

const params = { w: Float64Array.of(1, 2), b: 3 }
const gradients = { w: Float64Array.of(4, 6), b: 8 }

const opt = partition(
  { slow: adam((count) => 0.1 / (count + 1)), fast: chain(zeroNans(), trace(0.5)) },
  { w: 'slow', b: 'fast' },
)
const [, state] = opt.update(gradients, opt.init(params))

describe('a state with masks', () => {
  it('is read by name and by path', () => {
    expect(treeGet(state, 'trace')).toEqual({ w: null, b: 8 })
    expect(treeGet(state, 'innerStates.slow[0].count')).toBe(1)
    expect(treeGet(state, 'foundNan')).toEqual({ w: null, b: false })
    expect(treeGetAll(state, 'count').map(({ value }) => value)).toEqual([1, 1, 1])
  })

  it('is set by name and by path, and keeps null where it is', () => {
    const next = treeSet(state, { trace: { w: null, b: 2 } })
    expect(opt.update(gradients, next)[0].b).toBe(9)
    expectError(() => treeSet(state, { trace: { w: Float64Array.of(1, 2), b: 2 } }), 'structure-mismatch', 'trace')
    expectError(() => treeSet(state, { trace: { w: null, b: null } }), 'structure-mismatch', 'trace')
  })

  it('is mapped where it has numbers, each leaf once', () => {
    const paths: string[] = []
    const half = mapParams(
      opt,
      (leaf, path) => {
        paths.push(path)
        return typeof leaf === 'number' ? leaf / 2 : leaf.map((each) => each / 2)
      },
      state,
    )
    expect(paths.toSorted()).toEqual(['b', 'w', 'w'])
    expect(treeGet(half, 'trace')).toEqual({ w: null, b: 4 })
    expect(opt.update(gradients, half)[0].b).toBe(10)
  })

  it('is counted and reset', () => {
    expect(currentStep(opt, state)).toBe(1)
    expect(currentLearningRate(opt, state)).toBe(0.05)
    const restarted = resetCounts(opt, state)
    expect(currentStep(opt, restarted)).toBe(0)
    expect(treeGet(restarted, 'trace')).toEqual({ w: null, b: 8 })
  })

  it('tells the rates of its parts by path', () => {
    const two = partition(
      { a: sgd(0.5), b: masked(injectHyperparams(sgd, { learningRate: 0.25 }), true) },
      { w: 'a', b: 'b' },
    )
    const first = two.init(params)
    expectError(() => currentLearningRate(two, first), 'invalid-option', 'innerStates.a[1]', 'innerStates.b.innerState')
    expect(currentLearningRate(two, first, 'innerStates.a[1]')).toBe(0.5)
  })
})
