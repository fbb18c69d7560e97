/** Arbitrary hyperparameters, trees and gradients to try a theorem on. @module */
import fc from 'fast-check'
import { flatten, makeLeaf, unflatten } from '../../pytree/index.ts'
import { anyParams } from '../arbitraries/anyParams.ts'
import type { Example } from '../law.ts'
import type { GradientKind, Symbol, Theorem } from './theorem.ts'

/** One trial of a theorem. */
export interface Trial extends Example {
  readonly numbers: Readonly<Record<string, number>>
}

const anyValue = ({ drawn: [min, max], integer }: Symbol): fc.Arbitrary<number> =>
  integer === true ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true }).map((x) => (x === 0 ? 0 : x))

/** Numbers of an element at each step, none of them 0. */
const factors: Readonly<Record<GradientKind, (magnitude: number, flip: boolean, step: number) => number>> = {
  any: (magnitude, flip) => (flip ? -magnitude : magnitude),
  'one sign': (magnitude) => magnitude,
  growing: (_, flip, step) => (flip ? -1 : 1) * 1.1 ** step,
}

const noise = fc.tuple(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.boolean())

/**
 * Parameters in float64 without ties and with at least one element, a value for each hyperparameter, and gradients of
 * moderate size for so many steps.
 */
export const anyTrial = (theorem: Theorem, steps: number): fc.Arbitrary<Trial> => {
  const { given, gradients: kind = 'any' } = theorem
  const params = anyParams({ numbers: 'moderate', dtype: 'float64', maxLength: 9 }).filter((tree) => {
    const { def } = flatten(tree)
    return def.leaves.length === def.positions.length && def.leaves.some(({ info }) => info.size > 0)
  })
  const palette = fc.array(noise, { minLength: 30, maxLength: 30 })
  return fc
    .tuple(fc.record(Object.fromEntries(Object.entries(given).map(([key, s]) => [key, anyValue(s)]))), params, palette)
    .map(([values, tree, numbers]) => {
      const { def } = flatten(tree)
      const gradientAt = (step: number): unknown => {
        let place = 0
        return unflatten(
          def,
          def.positions.map((leaf) => {
            const { info } = def.leaves[leaf]
            const data = Float64Array.from({ length: info.size }, () => {
              const element = place++
              const [base, sign] = numbers[element % numbers.length]
              const [magnitude, flip] = numbers[(element * 7 + step * 11 + 1) % numbers.length]
              return (sign ? -1 : 1) * (kind === 'growing' ? base : 1) * factors[kind](magnitude, flip, step)
            })
            return makeLeaf(info, data)
          }),
        )
      }
      return { numbers: values, params: tree, gradients: Array.from({ length: steps }, (_, step) => gradientAt(step)) }
    })
}
