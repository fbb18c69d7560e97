import { beforeEach, describe, expect, it } from 'vitest'
import { applyIfFinite } from '../../../src/chain/applyIfFinite.ts'
import { chain } from '../../../src/chain/chain.ts'
import { flatten } from '../../../src/chain/flatten.ts'
import { masked } from '../../../src/chain/masked.ts'
import { multiSteps } from '../../../src/chain/multiSteps.ts'
import { compile } from '../../../src/compile/index.ts'
import { whole, type WholeLeaf } from '../../../src/expr/index.ts'
import { tensor } from '../../../src/pytree/index.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { freeze } from '../../../src/chain/freeze.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { stateless, x } from '../../helpers/elementwise.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { stepOnce } from '../transforms/drive.ts'

/** The shapes that were computed, in order. */
let seen: (readonly number[])[] = []
beforeEach(() => {
  seen = []
})

/** Sums so far: every element depends on all before it. */
const sums = whole({
  name: 'sums so far',
  over: 'leaf',
  compute: (leaves: readonly WholeLeaf[]) => {
    for (const { shape, elements } of leaves) {
      seen.push(shape)
      for (let i = 1; i < elements.length; i++) elements[i] += elements[i - 1]
    }
  },
})
const summed = stateless(sums(x))

describe('what waits for all of a leaf', () => {
  it('sees leaves longer than a window whole', () => {
    const size = 20_000
    const ones = { a: new Float32Array(size).fill(1), b: new Float64Array(3).fill(2) }
    const { updates } = everyWay(summed, ones, [ones])
    expect(updates.a.every((value, i) => value === i + 1)).toBe(true)
    expect([...updates.b]).toEqual([2, 4, 6])
  })

  it('is told shapes, of leaves without elements, too', () => {
    const leaves = { m: tensor(new Float32Array(6), [2, 3]), none: new Float32Array(0), s: 1 }
    stepOnce(summed, leaves)
    expect(seen).toEqual([[2, 3], [0], []])
  })

  it('changes nothing that was handed in', () => {
    const gradients = { a: Float64Array.of(1, 2) }
    stepOnce(summed, gradients)
    expect([...gradients.a]).toEqual([1, 2])
  })

  it('reads what a link before it gives, be it a reduction, and is read by those after it, also by themselves', () => {
    const opt = chain(clipByGlobalNorm(2.5), summed, summed, trace(0.5))
    const { updates } = everyWay(opt, [3, 4], [[3, 4]])
    expect(updates).toEqual([1.5, 2])
    const vector = [Float64Array.of(3, 4)]
    expect([...everyWay(opt, vector, [vector]).updates[0]]).toEqual([1.5, 5])
  })

  it('is computed only where it is needed', () => {
    stepOnce(masked(summed, ['a']), { a: Float64Array.of(1), b: Float64Array.of(1, 2) })
    expect(seen).toEqual([[1]])
  })

  it('is not computed by a step that is not taken', () => {
    const opt = applyIfFinite(chain(clipByGlobalNorm(9), summed), 5)
    stepOnce(opt, [Float64Array.of(1, NaN)])
    expect(seen).toEqual([])
    stepOnce(opt, [Float64Array.of(1, 2)])
    expect(seen).toEqual([[2]])
  })

  it('is not computed between the steps of multiSteps, in a resident run either', () => {
    const run = compile(multiSteps(summed, 3), [Float32Array.of(0, 0)])
    for (let step = 0; step < 6; step++) run.step([Float32Array.of(1, 2)])
    expect(seen).toEqual([[2], [2]])
    expect([...run.params[0]]).toEqual([2, 6])
    run.dispose()
  })

  it('leaves a resident run as it was when it fails', () => {
    let fails = false
    const failing = whole({
      name: 'failing',
      over: 'leaf',
      compute: () => {
        if (fails) throw new Error('no')
      },
    })
    const run = compile(chain(trace(0.5), stateless(failing(x))), [Float32Array.of(1)])
    run.step([Float32Array.of(1)])
    const before = run.snapshot()
    fails = true
    expect(() => run.step([Float32Array.of(1)])).toThrow('no')
    expect(run.snapshot()).toEqual(before)
    run.dispose()
  })

  it('sees all leaves end to end where they are flattened, also those whose result nothing reads', () => {
    const leaves = { a: Float32Array.of(1, 2), b: Float64Array.of(4, 5), c: 3 }
    expect(stepOnce(flatten(summed), leaves)).toEqual({ a: Float32Array.of(1, 3), b: Float64Array.of(7, 12), c: 15 })
    expect(seen).toEqual([[5]])
    expect(stepOnce(chain(flatten(summed), freeze(['b'])), leaves).c).toBe(15)
    expect(stepOnce(masked(flatten(summed), ['a', 'c']), leaves)).toEqual({
      a: Float32Array.of(1, 3),
      b: Float64Array.of(4, 5),
      c: 6,
    })
  })
})
