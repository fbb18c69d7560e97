import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { explain } from '../../../src/inspect/explain.ts'
import { tensor } from '../../../src/pytree/index.ts'
import { treeGetAll } from '../../../src/state/treeGetAll.ts'
import { scaleByFactoredRms } from '../../../src/transforms/scaleByFactoredRms.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

const zeros = (...shape: readonly number[]) => tensor(new Float32Array(shape.reduce((a, b) => a * b, 1)), shape)

/** The shapes of what is kept for a leaf, by slot. */
const keptFor = (leaf: ReturnType<typeof zeros>, minDimSizeToFactor: number): Readonly<Record<string, unknown>> => {
  const state: unknown = scaleByFactoredRms({ minDimSizeToFactor }).init({ w: leaf })
  return Object.fromEntries(
    treeGetAll(state, 'w').map(({ path, value }) => [
      path.split('.').at(-2),
      value === null ? null : (value as ReturnType<typeof zeros>).shape,
    ]),
  )
}

describe('scaleByFactoredRms', () => {
  it('forgets at step t all but t^-decayRate of what was', () => {
    // v: 4, then half of 4 and 36
    expectNumbers(updatesOf(scaleByFactoredRms({ decayRate: 1, eps: 0 }), [2, 6]), [1, 6 / Math.sqrt(20)])
    // as if at its second step
    expectNumbers(updatesOf(scaleByFactoredRms({ decayRate: 1, eps: 0, stepOffset: -1 }), [2]), [Math.SQRT2])
  })

  it('gives signs for a matrix that is an outer product', () => {
    const gradient = tensor(Float64Array.of(1, -2, 3, 2, -4, 6), [2, 3])
    const { data } = stepOnce(scaleByFactoredRms({ minDimSizeToFactor: 2 }), gradient)
    expectNumbers(data, [1, -1, 1, 1, -1, 1])
  })

  it('keeps the means of squares over the two longest axes of a leaf, the later one of those as long', () => {
    expect(keptFor(zeros(4, 3), 3)).toEqual({ vRow: [1, 3], vCol: [4, 1], v: null })
    expect(keptFor(zeros(3, 3), 3)).toEqual({ vRow: [3, 1], vCol: [1, 3], v: null })
    expect(keptFor(zeros(5, 2, 4), 3)).toEqual({ vRow: [1, 2, 4], vCol: [5, 2, 1], v: null })
  })

  it('keeps every element where one of them is too short, or there is one axis', () => {
    expect(keptFor(zeros(4, 3), 4)).toEqual({ vRow: null, vCol: null, v: [4, 3] })
    expect(keptFor(zeros(8), 0)).toEqual({ vRow: null, vCol: null, v: [8] })
  })

  it('needs a five-hundredth of the memory for a matrix of 1000 by 1000', () => {
    const params = { w: zeros(1000, 1000), b: zeros(1000) }
    const leaves = (factored: boolean) => explain(scaleByFactoredRms({ factored }), params).leaves
    expect(leaves(true).map(({ stateBytes }) => stateBytes)).toEqual([4000, 8000])
    expect(leaves(false).map(({ stateBytes }) => stateBytes)).toEqual([4000, 4_000_000])
    const [small, large] = [true, false].map((factored) => compile(scaleByFactoredRms({ factored }), params))
    expect(large.bytes - small.bytes).toBeGreaterThan(3_800_000)
  })

  it('refuses a length below 0', () => {
    expectError(() => scaleByFactoredRms({ minDimSizeToFactor: -1 }), 'invalid-option', 'minDimSizeToFactor')
  })
})
