import { describe, expect, test } from 'vitest'
import {
  all,
  any,
  debias,
  exceptFirst,
  greater,
  hyper,
  increment,
  input,
  interpret,
  isFinite,
  isNaN,
  max,
  maxCount,
  mean,
  min,
  mod,
  movingAverage,
  mul,
  norm,
  rank,
  reduceDot,
  reduceMax,
  rms,
  scheduled,
  select,
  shrinkFactor,
  sign,
  size,
  slot,
  type Expr,
} from '../../../src/expr/index.ts'

const u = input('update')

test('the example of the docstring', () => {
  expect(interpret(movingAverage(0.9, slot('mu', 'element'), u), { update: 2, slots: { mu: 1 } })).toBe(1.1)
})

test('reductions run over the one element, sizes are 1 and the rank is 0', () => {
  const at = (expr: Expr): number => interpret(expr, { update: -3, param: 2 })
  expect(at(norm(u, 'tree'))).toBe(3)
  expect(at(rms(u, exceptFirst))).toBe(3)
  expect(at(mean(u, 'leaf'))).toBe(-3)
  expect(at(reduceDot(u, input('param'), 'tree'))).toBe(-6)
  expect(at(reduceMax(u, 'leaf'))).toBe(-3)
  expect(at(size('tree'))).toBe(1)
  expect(at(rank())).toBe(0)
  expect(at(any(greater(u, 0), 'leaf'))).toBe(0)
  expect(at(all(greater(0, u), 'leaf'))).toBe(1)
})

test('a schedule sees the count', () => {
  const lr = scheduled('lr', (count) => count * 10, slot('count', 'uniform'))
  expect(interpret(mul(lr, u), { update: 2, slots: { count: 3 } })).toBe(60)
})

test('a number that is missing is named', () => {
  expect(() => interpret(u, {})).toThrow('the environment has no value for update.')
  expect(() => interpret(slot('mu', 'element'), { slots: {} })).toThrow('no value for mu')
})

describe('operations in the corners', () => {
  const at = (expr: Expr): number => interpret(expr, {})
  test('counts saturate', () => {
    expect(at(increment(hyper('t', 5)))).toBe(6)
    expect(at(increment(hyper('t', maxCount - 1)))).toBe(2147483647)
    expect(at(increment(hyper('t', maxCount)))).toBe(2147483647)
  })
  test('the sign of zero is zero of that sign, of NaN NaN', () => {
    expect([-3, 0, -0, NaN, Infinity].map((x) => at(sign(x)))).toEqual([-1, 0, -0, NaN, 1])
  })
  test('the smaller and the larger look at two numbers only', () => {
    expect([at(min(2, 3)), at(max(-2, -3)), at(min(-0, 0)), at(max(NaN, 1))]).toEqual([2, -2, -0, NaN])
  })
  test('mod has the sign of the divisor', () => {
    expect([at(mod(7, 3)), at(mod(-7, 3)), at(mod(7, -3)), at(mod(-7, -3))]).toEqual([1, 2, -2, -1])
  })
  test('a selection has nothing of what it does not take', () => {
    expect(at(select(greater(1, 0), 2, NaN))).toBe(2)
    expect(at(select(greater(NaN, 0), NaN, 3))).toBe(3)
  })
  test('NaN and infinity are told apart', () => {
    expect([1, NaN, Infinity].map((x) => [at(isNaN(x)), at(isFinite(x))])).toEqual([
      [0, 1],
      [1, 0],
      [0, 0],
    ])
  })
  test('bias correction divides by the weight so far: 1 - 0.9 after one step, 0.19 after two', () => {
    expect(at(debias(1, 0.5, 1))).toBe(2)
    expect(at(debias(1, 0.5, 2))).toBe(4 / 3)
  })
  test('a norm is shrunk to its limit, left below it, and NaN when broken', () => {
    expect([4, 2, 1, 0, NaN, Infinity].map((n) => at(shrinkFactor(n, 2)))).toEqual([0.5, 1, 1, 1, NaN, NaN])
    expect(at(shrinkFactor(0, 0))).toBe(1)
    expect(at(shrinkFactor(1, 0))).toBe(0)
  })
})
