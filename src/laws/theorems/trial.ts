/** Arbitrary hyperparameters, trees and gradients to try a theorem on. @module */
import fc from 'fast-check'
import { newFloatArray } from '../../pytree/floatArray.ts'
import { flatten, makeLeaf, unflatten, type Dtype } from '../../pytree/index.ts'
import { anyParams } from '../arbitraries/anyParams.ts'
import type { Example } from '../law.ts'
import type { GradientKind, Symbol, Theorem } from './theorem.ts'

/** One trial of a theorem. */
export interface Trial extends Example {
  readonly numbers: Readonly<Record<string, number>>
}

/** What is smaller than this is 0 for numbers of a dtype: their products would be lost. */
const smallest: Readonly<Record<Dtype, number>> = { float64: Number.MIN_VALUE, float32: 1e-15 }

const anyValue = ({ drawn: [min, max], integer }: Symbol, dtype: Dtype): fc.Arbitrary<number> =>
  integer === true
    ? fc.integer({ min, max })
    : fc.double({ min, max, noNaN: true }).map((x) => (Math.abs(x) < smallest[dtype] ? 0 : x))

/** Numbers of an element at each step, none of them 0. */
const factors: Readonly<Record<GradientKind, (magnitude: number, flip: boolean, step: number) => number>> = {
  any: (magnitude, flip) => (flip ? -magnitude : magnitude),
  'one sign': (magnitude) => magnitude,
  growing: (_, flip, step) => (flip ? -1 : 1) * 1.1 ** step,
}

const noise = fc.tuple(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.boolean())

/**
 * Parameters without ties and with at least one element, a value for each hyperparameter, and gradients of moderate size
 * for so many steps.
 *
 * @param dtype of every leaf; among float64 ones are plain numbers
 */
export const anyTrial = (theorem: Theorem, steps: number, dtype: Dtype = 'float64'): fc.Arbitrary<Trial> => {
  const { given, gradients: kind = 'any' } = theorem
  const params = anyParams({ numbers: 'moderate', dtype, maxLength: 9 }).filter((tree) => {
    const { def } = flatten(tree)
    const isUntied = def.leaves.length === def.positions.length
    return (
      isUntied && def.leaves.some(({ info }) => info.size > 0) && def.leaves.every(({ info }) => info.dtype === dtype)
    )
  })
  const palette = fc.array(noise, { minLength: 30, maxLength: 30 })
  return fc
    .tuple(
      fc.record(Object.fromEntries(Object.entries(given).map(([key, s]) => [key, anyValue(s, dtype)]))),
      params,
      palette,
    )
    .map(([values, tree, numbers]) => {
      const { def } = flatten(tree)
      const gradientAt = (step: number): unknown => {
        let place = 0
        return unflatten(
          def,
          def.positions.map((leaf) => {
            const { info } = def.leaves[leaf]
            const data = newFloatArray(info.dtype, info.size)
            data.forEach((_, i) => {
              const element = place++
              const [base, sign] = numbers[element % numbers.length]
              const [magnitude, flip] = numbers[(element * 7 + step * 11 + 1) % numbers.length]
              data[i] = (sign ? -1 : 1) * (kind === 'growing' ? base : 1) * factors[kind](magnitude, flip, step)
            })
            return makeLeaf(info, data)
          }),
        )
      }
      return { numbers: values, params: tree, gradients: Array.from({ length: steps }, (_, step) => gradientAt(step)) }
    })
}
