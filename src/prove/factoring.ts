/** The factors of polynomials, as far as they are known. @module */
import type { Budget } from './budget.ts'
import type { Factor } from './fraction.ts'
import {
  commonPowers,
  divideExactly,
  leading,
  polynomialKey,
  scalePolynomial,
  term,
  trailing,
  type Polynomial,
} from './polynomial.ts'
import { minus, one, reciprocal, type Rational } from './rational.ts'

/** A polynomial as a product. */
export interface Factored {
  readonly coefficient: Rational
  readonly factors: ReadonlyMap<string, Factor>
}

/** A function that finds factors, and keeps in mind what it found: a later polynomial may have them too. */
export const createFactoring = (spend: Budget['spend']): ((a: Polynomial) => Factored) => {
  const known = new Map<string, Polynomial>()
  return (a) => {
    const factors = new Map<string, Factor>()
    const common = commonPowers(a)
    for (let i = 0; i < common.length; i += 2) {
      const polynomial = term(one, [common[i], 1])
      factors.set(polynomialKey(polynomial), { polynomial, power: common[i + 1] })
    }
    let rest = common.length === 0 ? a : (divideExactly(a, term(one, common), spend) ?? a)
    // So that 1 - b^t is a factor, and not b^t - 1.
    const last = trailing(rest)
    const first = last.powers.length === 0 ? last.coefficient : leading(rest).coefficient
    const coefficient = first.n < 0n === last.coefficient.n < 0n ? first : minus(first)
    rest = scalePolynomial(rest, reciprocal(coefficient))
    for (const [key, polynomial] of known) {
      if (polynomial.size > rest.size * 4) continue
      let power = 0
      for (let part = divideExactly(rest, polynomial, spend); part !== undefined && rest.size > 1;) {
        rest = part
        power++
        part = divideExactly(rest, polynomial, spend)
      }
      if (power > 0) factors.set(key, { polynomial, power })
    }
    if (rest.size > 1) {
      const key = polynomialKey(rest)
      known.set(key, rest)
      factors.set(key, { polynomial: rest, power: 1 })
    }
    return { coefficient, factors }
  }
}
