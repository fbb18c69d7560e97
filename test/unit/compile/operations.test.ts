import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withEngine } from '../../../src/define/withEngine.ts'
import * as e from '../../../src/expr/index.ts'
import type { Expr } from '../../../src/expr/index.ts'
import type { Dtype, FloatArray } from '../../../src/pytree/index.ts'
import { expectSameBits } from '../../helpers/bits.ts'
import { elementwise, x, y, z } from '../../helpers/elementwise.ts'
import { anyExpression } from '../../helpers/expressions.ts'
import { meaning } from '../../helpers/meaning.ts'
import { specials } from '../../helpers/specials.ts'

const arrayOf = (dtype: Dtype, values: readonly number[]): FloatArray =>
  dtype === 'float32' ? Float32Array.from(values) : Float64Array.from(values)

/** Every triple of special numbers would be many; every pair, with a third one that goes round. */
const pairs = specials.flatMap((a) => specials.map((b) => [a, b] as const))
const columns = [
  pairs.map(([a]) => a),
  pairs.map(([, b]) => b),
  pairs.map((_, i) => specials[(i * 7) % specials.length]),
]

const expected = (formula: Expr, dtype: Dtype, [xs, ys, zs]: readonly FloatArray[]): FloatArray =>
  arrayOf(
    dtype,
    Array.from(xs, (_, i) =>
      meaning(formula, dtype, ({ name }) => (name === 'update' ? xs[i] : name === 'param' ? ys[i] : zs[i])),
    ),
  )

const check = (formula: Expr, data: readonly (readonly number[])[] = columns): void => {
  for (const dtype of ['float32', 'float64'] as const) {
    const [xs, ys, zs] = data.map((column) => arrayOf(dtype, column))
    const wanted = expected(formula, dtype, [xs, ys, zs])
    for (const engine of ['reference', 'wasm'] as const) {
      const [out] = withEngine(elementwise(formula), engine).update({ w: xs }, { m: { w: zs } }, { w: ys })
      expectSameBits(out.w, wanted, `${engine} ${dtype}: ${e.print(formula)}`)
    }
  }
}

const truth = (condition: Expr): Expr => e.select(condition, 1, 0)

describe('each operation, on both engines, is its meaning rounded once, for every pair of awkward numbers', () => {
  const operations: readonly (readonly [string, Expr])[] = Object.entries({
    add: e.add(x, y),
    sub: e.sub(x, y),
    mul: e.mul(x, y),
    div: e.div(x, y),
    neg: e.neg(x),
    abs: e.abs(x),
    sqrt: e.sqrt(x),
    square: e.square(x),
    sign: e.sign(x),
    floor: e.floor(x),
    exp: e.exp(x),
    log: e.log(x),
    tanh: e.tanh(x),
    pow: e.pow(x, y),
    mod: e.mod(x, y),
    min: e.min(x, y),
    max: e.max(x, y),
    increment: e.increment(x),
    less: truth(e.less(x, y)),
    lessOrEqual: truth(e.lessOrEqual(x, y)),
    greater: truth(e.greater(x, y)),
    greaterOrEqual: truth(e.greaterOrEqual(x, y)),
    equal: truth(e.equal(x, y)),
    notEqual: truth(e.notEqual(x, y)),
    isNaN: truth(e.isNaN(x)),
    isFinite: truth(e.isFinite(x)),
    not: truth(e.not(e.less(x, y))),
    and: truth(e.and(e.less(x, y), e.less(y, z))),
    or: truth(e.or(e.less(x, y), e.isNaN(z))),
    select: e.select(e.less(x, y), z, e.neg(z)),
    constant: e.add(x, 0.1),
    'minus zero': e.mul(x, e.constant(-0)),
    'a uniform from float64, rounded once': e.mul(x, e.div(e.hyper('a', 1), 3)),
    'the identity': x,
    'a number alone': e.constant(0.1),
    'a hyperparameter alone': e.hyper('a', 0.1),
    'what is not taken has no effect': e.select(e.isFinite(x), x, e.constant(NaN)),
    'a uniform condition': e.select(e.less(e.hyper('a', 1), 2), x, y),
    'a uniform condition that is false': e.select(e.less(e.hyper('a', 3), 2), x, y),
    'a uniform condition joined with one by element': truth(e.and(e.less(e.hyper('a', 1), 2), e.less(x, y))),
    'the negation of a uniform condition': truth(e.or(e.not(e.less(e.hyper('a', 1), 2)), e.less(x, y))),
  })
  test.each(operations)('%s', (_, formula) => check(formula))
})

test('random formulas mean the same on both engines and in an independent interpreter', () => {
  const special = fc.constantFrom(...specials)
  const column = fc.array(fc.oneof(special, fc.double()), { minLength: 11, maxLength: 11 })
  fc.assert(
    fc.property(anyExpression, column, column, column, (formula, ...data) => check(formula, data)),
    { numRuns: 300, seed: 20241 },
  )
})

test('operations that the host is called for see one lane each, in tails too', () => {
  for (let length = 0; length <= 9; length++) {
    const values = Array.from({ length }, (_, i) => i / 3)
    check(e.add(e.exp(x), e.pow(y, z)), [values, values, values])
  }
})

test('a square of float32 overflows where float32 does', () => {
  const [out] = elementwise(e.square(x)).update(
    { w: Float32Array.of(1e20) },
    { m: { w: new Float32Array(1) } },
    { w: new Float32Array(1) },
  )
  expect(out.w[0]).toBe(Infinity)
})
