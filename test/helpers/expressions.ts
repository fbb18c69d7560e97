/** fast-check arbitraries for elementwise expressions. @module */
import fc from 'fast-check'
import * as e from '../../src/expr/index.ts'
import type { Expr } from '../../src/expr/index.ts'
import { specials } from './specials.ts'

/** What the expressions read: the update, the parameter and a moment `m`. */
export const inputs: readonly Expr[] = [e.input('update'), e.input('param'), e.slot('m', 'element')]

const leaf: fc.Arbitrary<Expr> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...inputs) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, -1, 0.1, NaN, Infinity, ...specials).map(e.constant) },
  { weight: 1, arbitrary: fc.constantFrom(0.9, 1, -1, 1e-8, 0.1).map((value) => e.hyper('h', value)) },
)

const unary = [e.neg, e.abs, e.sqrt, e.square, e.sign, e.floor, e.exp, e.log, e.tanh]
const binary = [
  (a: Expr, b: Expr) => e.add(a, b),
  e.sub,
  (a: Expr, b: Expr) => e.mul(a, b),
  e.div,
  e.min,
  e.max,
  e.pow,
  e.mod,
]
const comparisons = [e.less, e.lessOrEqual, e.greater, e.greaterOrEqual, e.equal, e.notEqual]

/** A random expression whose value is a number. */
export const anyExpression: fc.Arbitrary<Expr> = fc.letrec<{ number: Expr; truth: Expr }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.tuple(fc.constantFrom(...unary), tie('number')).map(([op, a]) => op(a)),
    fc.tuple(fc.constantFrom(...binary), tie('number'), tie('number')).map(([op, a, b]) => op(a, b)),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([p, a, b]) => e.select(p, a, b)),
    fc.tuple(tie('truth'), tie('number')).map(([p, a]) => e.select(p, a, a)),
  ),
  truth: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.tuple(fc.constantFrom(...comparisons), tie('number'), tie('number')).map(([op, a, b]) => op(a, b)),
    fc.tuple(fc.constantFrom(e.isNaN, e.isFinite), tie('number')).map(([op, a]) => op(a)),
    tie('truth').map((p) => e.not(p)),
    fc.tuple(fc.constantFrom(e.and, e.or), tie('truth'), tie('truth')).map(([op, p, q]) => op(p, q)),
  ),
})).number
