import { expect, test } from 'vitest'
import {
  add,
  constant,
  exceptFirst,
  hyper,
  input,
  mul,
  rank,
  reduceSum,
  scheduled,
  size,
  slot,
} from '../../../src/expr/index.ts'
import { mean } from '../../../src/expr/index.ts'

const u = input('update')

test('the same formula built twice is the same object', () => {
  expect(add(mul(u, 2), hyper('b1', 0.9))).toBe(add(mul(u, 2), hyper('b1', 0.9)))
  expect(reduceSum(u, 'leaf')).toBe(reduceSum(u, 'leaf'))
  expect(mean(u, exceptFirst)).toBe(mean(u, exceptFirst))
})

test('formulas that differ anywhere are different objects', () => {
  const all = [
    add(u, 1),
    add(1, u),
    mul(u, 1),
    constant(0),
    constant(-0),
    constant(NaN),
    constant(Infinity),
    hyper('a', 0),
    hyper('a', -0),
    hyper('b', 0),
    slot('a', 'element'),
    slot('a', 'uniform'),
    slot('a', 'element', 0),
    input('gradient'),
    size('tree'),
    size('leaf'),
    size(exceptFirst),
    rank(),
    reduceSum(u, 'tree'),
    reduceSum(u, 'leaf'),
    reduceSum(u, exceptFirst),
  ]
  expect(new Set(all).size).toBe(all.length)
})

test('names with spaces do not collide', () => {
  expect(hyper('a 1', 2)).not.toBe(hyper('a', 2))
  expect(slot('x y', 'element')).not.toBe(slot('x', 'element'))
})

test('a schedule is told apart by identity', () => {
  const count = slot('count', 'uniform')
  const [f, g] = [(t: number) => t, (t: number) => t]
  expect(scheduled('lr', f, count)).toBe(scheduled('lr', f, count))
  expect(scheduled('lr', f, count)).not.toBe(scheduled('lr', g, count))
})

test('a value varies where the most varying thing in it does', () => {
  const [leafwise, rowwise] = [reduceSum(u, 'leaf'), reduceSum(u, exceptFirst)]
  const columns = { name: 'columns', of: () => [0] }
  expect(add(1, hyper('a', 2)).scope).toBe('uniform')
  expect(reduceSum(u, 'tree').scope).toBe('uniform')
  expect(add(leafwise, reduceSum(u, 'tree')).scope).toBe('leaf')
  expect(add(leafwise, rowwise).scope).toBe(exceptFirst)
  expect(add(rowwise, leafwise).scope).toBe(exceptFirst)
  expect(add(rowwise, reduceSum(u, columns)).scope).toBe('element')
  expect(add(rowwise, u).scope).toBe('element')
  expect(size('tree').scope).toBe('uniform')
  expect(size(exceptFirst).scope).toBe('leaf')
  expect(rank().scope).toBe('leaf')
})
