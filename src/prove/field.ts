/** Rational functions over atoms: the numbers that proofs compute with. @module */
import type { Expr } from '../expr/index.ts'
import { tooLarge, type Budget } from './budget.ts'
import { createFactoring, type Factored } from './factoring.ts'
import { areAlike, atomIn, noFactors, vanishes, type Factor, type Fraction } from './fraction.ts'
import type { Interval } from './interval.ts'
import {
  addPolynomials,
  divideExactly,
  exponentIn,
  multiplyPolynomials,
  nothing,
  scalePolynomial,
  term,
  type Monomial,
  type Polynomial,
} from './polynomial.ts'
import { minus, one, reciprocal, type Rational } from './rational.ts'

/** What is known of a value that is not a rational function of others. */
export interface AtomFacts {
  /** How it is printed, and where it varies; asked for only where that matters. */
  readonly expr: () => Expr
  readonly interval: Interval
  /** Whether it is always a whole number, at least 0. */
  readonly natural?: boolean
  /** What its square is, where that is simpler. */
  readonly square?: Fraction | undefined
  /** Whether it is 0 or 1, and so its own square. */
  readonly idempotent?: boolean
  /** Over which numbers its value is settled once their signs are known. */
  readonly splits?: () => readonly Expr[]
}

/** An unknown: a function applied to arguments, about which nothing but these facts is used. */
export interface Atom extends AtomFacts {
  readonly id: number
  readonly operation: string
  readonly args: readonly Fraction[]
}

/** Arithmetic on fractions over a growing table of atoms. */
export interface Field {
  readonly constant: (value: Rational) => Fraction
  readonly add: (a: Fraction, b: Fraction) => Fraction
  readonly subtract: (a: Fraction, b: Fraction) => Fraction
  readonly negate: (a: Fraction) => Fraction
  readonly multiply: (a: Fraction, b: Fraction) => Fraction
  /** a/b; b must not be 0. */
  readonly divide: (a: Fraction, b: Fraction) => Fraction
  /** a to a whole power; a must not be 0 for a negative one. */
  readonly power: (a: Fraction, exponent: number) => Fraction
  readonly same: (a: Fraction, b: Fraction) => boolean
  /** The atom of an operation on arguments, made with `facts` where there is none yet. */
  readonly atom: (operation: string, args: readonly Fraction[], facts: () => AtomFacts) => Fraction
  readonly atomOf: (id: number) => Atom
  /** The polynomial's factors that are known, and the number before them. */
  readonly factor: (a: Polynomial) => Factored
  /** Count work on so many terms, done elsewhere, towards the budget. */
  readonly spend: Budget['spend']
}

/** An empty table of atoms and the arithmetic over it. */
export const createField = ({ terms, spend }: Budget): Field => {
  const atoms: Atom[] = []
  const byOperation = new Map<string, readonly (Atom & { readonly form: Fraction })[]>()
  const factor = createFactoring(spend)

  const checked = (a: Polynomial): Polynomial =>
    a.size > terms ? tooLarge(`a polynomial of more than ${terms} terms`) : a

  const times = (a: Polynomial, b: Polynomial): Polynomial => {
    spend(a.size * b.size)
    return checked(multiplyPolynomials(a, b))
  }

  const atomOf = (id: number): Atom => atoms[id]

  const raise = (a: Polynomial, power: number): Polynomial => {
    let product = term(one)
    for (let i = 0; i < power; i++) product = times(product, a)
    return product
  }

  const productOf = (factors: Iterable<Factor>): Polynomial => {
    let product = term(one)
    for (const { polynomial, power } of factors) product = times(product, raise(polynomial, power))
    return product
  }

  /** Divide out of both what the factors of the bottom have in common with the top. */
  const cancel = (top: Polynomial, bottom: ReadonlyMap<string, Factor>): Fraction => {
    if (top.size === 0) return { top, bottom: noFactors }
    if (bottom.size === 0) return { top, bottom }
    let rest = top
    const left = new Map<string, Factor>()
    for (const [key, { polynomial, power }] of bottom) {
      let remaining = power
      while (remaining > 0) {
        const part = divideExactly(rest, polynomial, spend)
        if (part === undefined) break
        rest = part
        remaining--
      }
      if (remaining > 0) left.set(key, { polynomial, power: remaining })
    }
    return { top: rest, bottom: left }
  }

  /** The atom of a monomial whose square can be replaced. */
  const reducible = (powers: Monomial): Atom | undefined => {
    for (let i = 0; i < powers.length; i += 2) {
      const atom = atoms[powers[i]]
      if (powers[i + 1] >= 2 && (atom.idempotent === true || atom.square !== undefined)) return atom
    }
    return undefined
  }

  const reduce = (top: Polynomial, bottom: ReadonlyMap<string, Factor>): Fraction => {
    const plain = new Map(top)
    let sum: Fraction | undefined
    for (const [key, { powers, coefficient }] of top) {
      const atom = reducible(powers)
      if (atom === undefined) continue
      plain.delete(key)
      const exponent = exponentIn(powers, atom.id)
      const taken = atom.square === undefined ? exponent - 1 : exponent - (exponent % 2)
      const others = divideExactly(term(coefficient, powers), term(one, [atom.id, taken])) ?? nothing
      const rest = reduce(others, noFactors)
      const part = atom.square === undefined ? rest : multiply(rest, power(atom.square, taken / 2))
      sum = sum === undefined ? part : add(sum, part)
    }
    for (const [key, { polynomial, power: times2 }] of bottom) {
      const id = atomIn(polynomial)
      const square = id === undefined ? undefined : atoms[id].square
      if (square === undefined || times2 < 2) continue
      const others = new Map(bottom)
      others.delete(key)
      if (times2 % 2 === 1) others.set(key, { polynomial, power: 1 })
      return divide(reduce(top, others), power(square, Math.floor(times2 / 2)))
    }
    const simple = cancel(plain, bottom)
    return sum === undefined ? simple : add(simple, multiply(sum, { top: term(one), bottom }))
  }

  const add = (a: Fraction, b: Fraction): Fraction => {
    if (a.top.size === 0) return b
    if (b.top.size === 0) return a
    const bottom = new Map(a.bottom)
    for (const [key, each] of b.bottom) {
      if (each.power > (bottom.get(key)?.power ?? 0)) bottom.set(key, each)
    }
    const over = ({ top, bottom: own }: Fraction): Polynomial => {
      const missing = [...bottom].map(([key, { polynomial, power: wanted }]) => ({
        polynomial,
        power: wanted - (own.get(key)?.power ?? 0),
      }))
      return times(top, productOf(missing))
    }
    return reduce(checked(addPolynomials(over(a), over(b))), bottom)
  }

  const multiply = (a: Fraction, b: Fraction): Fraction => {
    if (a.top.size === 0 || b.top.size === 0) return { top: nothing, bottom: noFactors }
    const left = cancel(a.top, b.bottom)
    const right = cancel(b.top, a.bottom)
    const bottom = new Map(left.bottom)
    for (const [key, { polynomial, power: more }] of right.bottom) {
      bottom.set(key, { polynomial, power: more + (bottom.get(key)?.power ?? 0) })
    }
    return reduce(times(left.top, right.top), bottom)
  }

  const invert = (a: Fraction): Fraction => {
    const { coefficient, factors } = factor(a.top)
    return reduce(scalePolynomial(productOf(a.bottom.values()), reciprocal(coefficient)), factors)
  }

  const divide = (a: Fraction, b: Fraction): Fraction => multiply(a, invert(b))

  const power = (a: Fraction, exponent: number): Fraction => {
    const base = exponent < 0 ? invert(a) : a
    let product: Fraction = { top: term(one), bottom: noFactors }
    for (let i = 0; i < Math.abs(exponent); i++) product = multiply(product, base)
    return product
  }

  const negate = (a: Fraction): Fraction => ({ top: scalePolynomial(a.top, minus(one)), bottom: a.bottom })
  const subtract = (a: Fraction, b: Fraction): Fraction => add(a, negate(b))
  const same = (a: Fraction, b: Fraction): boolean => areAlike(a, b) || vanishes(subtract(a, b))

  const atom: Field['atom'] = (operation, args, facts) => {
    const found = byOperation
      .get(operation)
      ?.find((each) => each.args.length === args.length && each.args.every((arg, i) => same(arg, args[i])))
    if (found !== undefined) return found.form
    const about = facts()
    const id = atoms.length
    const form: Fraction = { top: term(one, [id, 1]), bottom: noFactors }
    let expr: Expr | undefined
    const made = { ...about, id, operation, args, form, expr: () => (expr ??= about.expr()) }
    atoms.push(made)
    byOperation.set(operation, [...(byOperation.get(operation) ?? []), made])
    return form
  }

  return {
    constant: (value) => ({ top: term(value), bottom: noFactors }),
    add,
    subtract,
    negate,
    multiply,
    divide,
    power,
    same,
    atom,
    atomOf,
    factor,
    spend,
  }
}
