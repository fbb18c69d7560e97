import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { flatten } from '../../../src/chain/flatten.ts'
import { tensor } from '../../../src/pytree/index.ts'
import { scaleByMuon, type ScaleByMuonOptions } from '../../../src/transforms/scaleByMuon.ts'
import { drive, stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

const matrix = (shape: readonly number[], ...data: readonly number[]) => tensor(Float64Array.from(data), shape)

/** One step in which a singular value σ, of a matrix divided by its norm, becomes 2σ. */
const twice: ScaleByMuonOptions = { nsCoeffs: { a: 2, b: 0, c: 0 }, nsSteps: 1, eps: 0, nesterov: false }

describe('scaleByMuon', () => {
  it('divides by the norm of the whole matrix', () => {
    expectNumbers(stepOnce(scaleByMuon(twice), matrix([2, 2], 1, 5, 5, 7)).data, [0.2, 1, 1, 1.4])
    expectNumbers(stepOnce(scaleByMuon({ ...twice, eps: 10 }), matrix([2, 2], 1, 5, 5, 7)).data, [0.1, 0.5, 0.5, 0.7])
  })

  it('brings singular values of any size close to 1', () => {
    const { data } = stepOnce(scaleByMuon(), matrix([2, 3], 100, 0, 0, 0, 0, -1))
    expect(data[0]).toBeGreaterThan(0.6)
    expect(data[0]).toBeLessThan(1.3)
    expect(data[5]).toBeLessThan(-0.6)
    expect(data[5]).toBeGreaterThan(-1.3)
    expectNumbers([data[1], data[2], data[3], data[4]], [0, 0, 0, 0])
  })

  it('takes one coefficient for all steps, and the last for those that have none', () => {
    const [first, last] = [
      { a: 2, b: 0, c: 0 },
      { a: 3, b: 0, c: 0 },
    ]
    const factor = (given: ScaleByMuonOptions): readonly number[] => updatesOf(scaleByMuon({ eps: 0, ...given }), [5])
    expectNumbers(factor({ nsCoeffs: first, nsSteps: 3 }), [8])
    expectNumbers(factor({ nsCoeffs: [first, last], nsSteps: 3 }), [18])
    expectNumbers(factor({ nsCoeffs: [first, last], nsSteps: null }), [6])
    expectNumbers(factor({ nsCoeffs: [first, last], nsSteps: 1 }), [2])
  })

  it('averages gradients, and looks a step ahead unless told not to', () => {
    // mu: 1, then 0.25, then -0.375; of a number only the sign is left.
    const plain = { ...twice, beta: 0.5 }
    expectNumbers(updatesOf(scaleByMuon(plain), [2, -0.5, -1]), [2, 2, -2])
    // 0.5·0.25/(1 - 0.5³) - 0.5·0.5/(1 - 0.5²)
    expectNumbers(updatesOf(scaleByMuon({ ...plain, nesterov: true }), [2, -0.5]), [2, -2])
    expect(drive(scaleByMuon(plain), 0, [2, 4]).states[1]).toEqual({ count: 2, mu: 2.5 })
  })

  it('is as long as the momentum is in its direction, if asked', () => {
    // d = (3, 4), x = 2(3, 4)/5, Σ d·x = 10
    const { data } = stepOnce(scaleByMuon({ ...twice, adaptive: true }), matrix([1, 2], 3, 4))
    expectNumbers(data, [12, 16])
  })

  it('leaves zeros at zero', () => {
    expectNumbers(stepOnce(scaleByMuon(), matrix([2, 2], 0, 0, 0, 0)).data, [0, 0, 0, 0])
  })

  it('sees a leaf of more axes as the matrix of its outputs and all its inputs', () => {
    const data = [1, 2, 3, -4, 5, -6, 7, 8, 9, -1, 0, 2]
    const step = (layout: 'inOut' | 'outIn', ...shape: readonly number[]): Float64Array =>
      stepOnce(scaleByMuon({ layout }), matrix(shape, ...data)).data
    expect(step('inOut', 2, 2, 3)).toEqual(step('inOut', 4, 3))
    expect(step('outIn', 2, 2, 3)).toEqual(step('outIn', 2, 6))
    expect(step('outIn', 2, 2, 3)).not.toEqual(step('inOut', 2, 2, 3))
  })

  it('reads a link before it, and is read by the one after it', () => {
    const opt = chain(scaleByMuon(twice), scaleByMuon({ ...twice, nsCoeffs: { a: 5, b: 0, c: 0 } }))
    expectNumbers(stepOnce(opt, matrix([1, 2], 3, 4)).data, [3, 4])
  })

  it('is of one long row where leaves are flattened', () => {
    const { a, b } = stepOnce(flatten(scaleByMuon(twice)), { a: Float64Array.of(1, 5), b: matrix([1, 2], 5, 7) })
    expectNumbers(a, [0.2, 1])
    expectNumbers(b.data, [1, 1.4])
  })

  it('refuses no coefficients, no steps, and a beta of 1', () => {
    expectError(() => scaleByMuon({ nsCoeffs: [] }), 'invalid-option', 'nsCoeffs')
    expectError(() => scaleByMuon({ nsSteps: 0 }), 'invalid-option', 'nsSteps')
    expectError(() => scaleByMuon({ beta: 1 }), 'invalid-option', 'beta')
  })
})
