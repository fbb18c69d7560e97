import { expect, test } from 'vitest'
import {
  add,
  all,
  and,
  constant,
  greater,
  input,
  not,
  reduceSum,
  select,
  sqrt,
  type Expr,
} from '../../../src/expr/index.ts'
import { applyTo } from '../../../src/expr/operand.ts'

const u = input('update')
const sum = add(u, u)

test('numbers become constants', () => {
  expect(add(u, 2)).toBe(add(u, constant(2)))
})

test('add folds any number of operands from the left', () => {
  expect(add(u)).toBe(u)
  expect(add(1, u, 2)).toBe(add(add(1, u), 2))
})

test('a wrong number of arguments is refused with what was expected', () => {
  if (sum.kind !== 'apply') throw new Error('not an application')
  const { operation } = sum
  expect(() => applyTo(operation, [u])).toThrow('add takes 2 arguments, got 1.')
})

test('a truth value where a number belongs, and the reverse, are refused', () => {
  expect(() => sqrt(greater(u, 0))).toThrow('argument 1 of sqrt must be a number, got a boolean.')
  expect(() => and(greater(u, 0), u)).toThrow('argument 2 of and must be a boolean, got a number.')
  expect(() => not(u)).toThrow('argument 1 of not must be a boolean')
  expect(() => select(greater(u, 0), greater(u, 1), 0)).toThrow('argument 2 of select must be a number')
  expect(() => reduceSum(greater(u, 0), 'leaf')).toThrow('use any or all')
  expect(() => all(u, 'leaf')).toThrow('must be a boolean')
})

test('something that is no expression at all is refused by its place', () => {
  const missing = undefined as unknown as Expr
  expect(() => add(u, missing)).toThrow('argument 2 of add must be an expression or a number, got undefined')
  expect(() => sqrt('x' as unknown as Expr)).toThrow('argument 1 of sqrt must be an expression or a number, got "x".')
  expect(() => reduceSum(missing, 'leaf')).toThrow('must be an expression or a number')
})
