import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  abs,
  add,
  constant,
  div,
  hyper,
  input,
  less,
  mul,
  neg,
  not,
  pow,
  select,
  simplify,
  sub,
  type Expr,
} from '../../../src/expr/index.ts'
import { anyExpression } from '../../helpers/expressions.ts'
import { meaning } from '../../helpers/meaning.ts'
import { specials } from '../../helpers/specials.ts'

const [u, p] = [input('update'), input('param')]
const simple = (expr: Expr): Expr => simplify([expr])[0]

test('identities that hold for every number are used', () => {
  expect(simple(mul(u, 1))).toBe(u)
  expect(simple(mul(1, u))).toBe(u)
  expect(simple(mul(u, -1))).toBe(neg(u))
  expect(simple(div(u, 1))).toBe(u)
  expect(simple(sub(u, 0))).toBe(u)
  expect(simple(neg(neg(u)))).toBe(u)
  expect(simple(abs(abs(u)))).toBe(abs(u))
  expect(simple(select(less(u, p), u, u))).toBe(u)
  expect(simple(select(not(not(less(u, p))), u, p))).toBe(select(less(u, p), u, p))
  expect(simple(mul(u, sub(1, 0.9)))).toBe(mul(u, 1 - 0.9))
  expect(simple(mul(mul(u, add(0.5, 0.5)), pow(2, 0)))).toBe(u)
})

describe('what would change a bit for some number is left alone', () => {
  const kept: readonly (readonly [string, Expr])[] = [
    ['u + 0, for -0 + 0 is 0', add(u, 0)],
    ['u + -0 is not worth a rule', add(u, -0)],
    ['u - -0, for -0 - -0 is 0', sub(u, -0)],
    ['0 - u, for 0 - 0 is not -0', sub(0, u)],
    ['u * 0', mul(u, 0)],
    ['u - u', sub(u, u)],
    ['u / u', div(u, u)],
    ['-(u - p)', neg(sub(u, p))],
    ['0.1 chosen by element: float32(0.1) + float32(0.2) is not float32(0.1 + 0.2)', select(less(u, p), 0.1, 0.1)],
  ]
  test.each(kept)('%s', (_, expr) => expect(simple(expr)).toBe(expr))
})

test('hyperparameters are not folded, so that kernels are shared between their values', () => {
  expect(simple(mul(u, hyper('a', 1)))).toBe(mul(u, hyper('a', 1)))
  expect(simple(sub(1, hyper('b1', 0.9)))).toBe(sub(1, hyper('b1', 0.9)))
})

test('constants are folded in float64 with their signs', () => {
  expect(simple(neg(constant(0)))).toBe(constant(-0))
  expect(simple(div(1, -0))).toBe(constant(-Infinity))
  expect(simple(sub(constant(Infinity), Infinity))).toBe(constant(NaN))
})

test('no simplification changes a bit, in float32 or float64', () => {
  const special = fc.constantFrom(...specials)
  fc.assert(
    fc.property(anyExpression, special, special, special, (expr, update, param, m) => {
      const read = (node: { readonly name: string }): number =>
        node.name === 'update' ? update : node.name === 'param' ? param : m
      for (const dtype of ['float32', 'float64'] as const)
        expect(meaning(simple(expr), dtype, read)).toBe(meaning(expr, dtype, read))
    }),
    { numRuns: 3000, seed: 20240 },
  )
})
