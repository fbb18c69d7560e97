import { describe, expect, it } from 'vitest'
import { tensor, type Tensor } from '../../../src/pytree/index.ts'
import { treeGetAll } from '../../../src/state/treeGetAll.ts'
import { scaleBySm3 } from '../../../src/transforms/scaleBySm3.ts'
import { drive, stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

const shaped = (shape: readonly number[], ...numbers: readonly number[]): Tensor =>
  tensor(Float64Array.from(numbers), shape)

/** What is kept of a leaf, by slot. */
const keptOf = (state: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(treeGetAll(state, 'w').map(({ path, value }) => [path.split('.').at(-2) ?? '', value]))

describe('scaleBySm3', () => {
  it('is Adagrad for a leaf of one axis or none', () => {
    expectNumbers(updatesOf(scaleBySm3({ b1: 0, eps: 0 }), [3, 4]), [1, 0.8])
    expectNumbers(stepOnce(scaleBySm3({ b1: 0, eps: 0 }), Float64Array.of(3, -4)), [1, -1])
  })

  it('keeps the largest sum of each row and column, and goes by the smaller one', () => {
    const opt = scaleBySm3({ b1: 0, eps: 0 })
    const gradient = { w: shaped([2, 2], 1, 2, 3, 4) }
    const { updates, states } = drive(opt, { w: shaped([2, 2], 0, 0, 0, 0) }, [gradient, gradient])
    expect(keptOf(states[0])).toMatchObject({ mu0: shaped([2, 1], 4, 16), mu1: shaped([1, 2], 9, 16), mu: null })
    // min(4, 9) + 1, min(4, 16) + 4, min(16, 9) + 9, min(16, 16) + 16
    expectNumbers(updates[1].w.data, [1 / Math.sqrt(5), 2 / Math.sqrt(8), 3 / Math.sqrt(18), 4 / Math.sqrt(32)])
  })

  it('keeps one number for each index along each axis', () => {
    const zeros = tensor(new Float32Array(24), [2, 3, 4])
    const shapes = treeGetAll(scaleBySm3().init({ w: zeros }) as unknown, 'w').flatMap(({ path, value }) =>
      value === null ? [] : [[path.split('.').at(-2), (value as Tensor).shape]],
    )
    expect(Object.fromEntries(shapes)).toEqual({
      mu0: [2, 1, 1],
      mu1: [1, 3, 1],
      mu2: [1, 1, 4],
      mu3: [1, 1, 1],
      nu: [2, 3, 4],
    })
  })

  it('forgets with b2 below 1, averages with b1, and stays at 0 where nothing was', () => {
    expectNumbers(updatesOf(scaleBySm3({ b1: 0.75, b2: 0.75, eps: 0 }), [4]), [0.5])
    expectNumbers(updatesOf(scaleBySm3(), [0]), [0])
  })

  it('refuses a leaf of five axes, by its path, and a decay of 1 for the mean', () => {
    const five = { w: tensor(new Float32Array(1), [1, 1, 1, 1, 1]) }
    expectError(() => scaleBySm3().init(five), 'shape-mismatch', 'w: a leaf may have 4 axes at most')
    expectError(() => scaleBySm3({ b1: 1 }), 'invalid-option', 'b1')
  })
})
