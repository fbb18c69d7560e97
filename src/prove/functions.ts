/** The identities of roots, powers and the other functions, each used only where it holds. @module */
import { max, min, tanh, type Expr } from '../expr/index.ts'
import type { Bounds } from './bounds.ts'
import { express } from './express.ts'
import type { Field } from './field.ts'
import { vanishes, type Fraction } from './fraction.ts'
import { hull, isNonNegative, isNonPositive, meet, signs, type Interval } from './interval.ts'
import { createParts } from './parts.ts'
import { createPowers, type Powers } from './powers.ts'
import { createRoots, type Roots } from './roots.ts'
import { createWholeNumbers, type WholeNumbers } from './wholeNumbers.ts'

/** Functions of fractions, with the identities that hold for them; `undefined` where one has no value. */
export interface Functions extends WholeNumbers, Roots, Powers {
  readonly tanh: (a: Fraction) => Fraction
  readonly max: (a: Fraction, b: Fraction) => Fraction
  readonly min: (a: Fraction, b: Fraction) => Fraction
}

/** The functions over a field, with what is known of ranges. */
export const createFunctions = (field: Field, bounds: Bounds): Functions => {
  const { atom, atomOf, subtract } = field
  const exprOf = (a: Fraction): Expr => express(a, atomOf)
  const factorsOf = createParts(field, bounds)
  const whole = createWholeNumbers(field, bounds)
  const roots = createRoots(field, bounds, factorsOf)
  const { isNatural } = whole

  const hyperbolic = (a: Fraction): Fraction =>
    vanishes(a) ? a : atom('tanh', [a], () => ({ expr: () => tanh(exprOf(a)), interval: signs }))

  const extreme =
    (name: 'max' | 'min') =>
    (a: Fraction, b: Fraction): Fraction => {
      const difference = bounds.of(name === 'max' ? subtract(a, b) : subtract(b, a))
      if (isNonNegative(difference)) return a
      if (isNonPositive(difference)) return b
      const expr = (): Expr => (name === 'max' ? max : min)(exprOf(a), exprOf(b))
      const [x, y] = [bounds.of(a), bounds.of(b)]
      const joined = hull(x, y)
      const interval: Interval =
        name === 'max'
          ? meet({ low: joined.low, high: joined.high }, { low: x.low ?? y.low, high: undefined })
          : meet(joined, { low: undefined, high: x.high ?? y.high })
      // The larger of two is the same in either order.
      const [first, second] = order(a, b)
      return atom(name, [first, second], () => ({
        expr,
        interval,
        natural: isNatural(a) && isNatural(b),
        splits: () => [exprOf(subtract(a, b))],
      }))
    }

  const texts = (a: Fraction): string => [...a.top.keys(), '|', ...a.bottom.keys()].join('+')
  const order = (a: Fraction, b: Fraction): readonly [Fraction, Fraction] => (texts(a) <= texts(b) ? [a, b] : [b, a])

  return {
    ...whole,
    ...roots,
    ...createPowers(field, bounds, whole, factorsOf, roots.sqrt),
    tanh: hyperbolic,
    max: extreme('max'),
    min: extreme('min'),
  }
}
