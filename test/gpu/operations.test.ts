import { describe, expect, it } from 'vitest'
import { counter, moment, transformation } from '../../src/index.ts'
import * as expr from '../../src/expr/index.ts'
import type { Expr, Operation } from '../../src/expr/index.ts'
import { postorder } from '../../src/expr/postorder.ts'
import { compileGpu } from '../../src/gpu/index.ts'
import { noGpuInNode } from './available.ts'

/** Every operation on numbers, by how it is called; truth values come as 1 and 0. */
const calls: Readonly<Record<string, (a: Expr, b: Expr) => Expr>> = {
  add: expr.add,
  sub: expr.sub,
  mul: expr.mul,
  div: expr.div,
  neg: expr.neg,
  min: expr.min,
  max: expr.max,
  pow: expr.pow,
  mod: expr.mod,
  abs: expr.abs,
  sqrt: expr.sqrt,
  square: expr.square,
  sign: expr.sign,
  floor: expr.floor,
  exp: expr.exp,
  log: expr.log,
  tanh: expr.tanh,
  less: (a, b) => expr.select(expr.less(a, b), 1, 0),
  lessOrEqual: (a, b) => expr.select(expr.lessOrEqual(a, b), 1, 0),
  greater: (a, b) => expr.select(expr.greater(a, b), 1, 0),
  greaterOrEqual: (a, b) => expr.select(expr.greaterOrEqual(a, b), 1, 0),
  equal: (a, b) => expr.select(expr.equal(a, b), 1, 0),
  notEqual: (a, b) => expr.select(expr.notEqual(a, b), 1, 0),
  isNaN: (a) => expr.select(expr.isNaN(a), 1, 0),
  isFinite: (a) => expr.select(expr.isFinite(a), 1, 0),
  and: (a, b) => expr.select(expr.and(expr.less(a, b), expr.less(a, 1)), 1, 0),
  or: (a, b) => expr.select(expr.or(expr.less(a, b), expr.less(a, 1)), 1, 0),
  not: (a, b) => expr.select(expr.not(expr.less(a, b)), 1, 0),
}

const DENORMAL = 2 ** -130

const ordinary = [0, -0, 1, -1, 0.1, -0.1, 0.5, 2, 3, -3, 6, 7.25, -7.25, 100, -100, 1e-6, 12_345]
const special = [NaN, Infinity, -Infinity, 3e38, -3e38, 1e20, 1e-30, DENORMAL, -DENORMAL]

const pairs = (numbers: readonly number[], others: readonly number[]): readonly (readonly [number, number])[] =>
  numbers.flatMap((a) => others.map((b): readonly [number, number] => [Math.fround(a), Math.fround(b)]))

/** The result of an operation for each pair, on the GPU: it is kept in a slot, so that nothing is added to it. */
const onGpu = async (call: (a: Expr, b: Expr) => Expr, given: readonly (readonly [number, number])[]) => {
  const opt = transformation(
    {
      name: 'operation',
      options: {},
      state: { count: counter(), result: moment() },
      needs: ['params'],
      rule: ({ update, param }) => ({ update: 0, result: call(update, param) }),
    },
    () => ({}),
  )()
  const run = await compileGpu(opt, { w: Float32Array.from(given, ([, b]) => b) })
  await run.step({ w: Float32Array.from(given, ([a]) => a) })
  const { state } = await run.snapshot()
  run.dispose()
  return state.result.w
}

const operationOf = (call: (a: Expr, b: Expr) => Expr): Expr => call(expr.input('update'), expr.input('param'))

const operationsIn = (root: Expr): readonly Operation[] =>
  postorder([root]).flatMap((each) => (each.kind === 'apply' ? [each.operation] : []))

/** The meaning, rounded to float32 after every operation. */
const meaning = (root: Expr, a: number, b: number): number => {
  const known = new Map<Expr, number>()
  for (const each of postorder([root])) {
    if (each.kind === 'constant') known.set(each, Math.fround(each.value))
    else if (each.kind === 'input') known.set(each, each.name === 'param' ? b : a)
    else if (each.kind === 'apply') {
      const [x = 0, y = 0, z = 0] = each.args.map((arg) => known.get(arg) ?? NaN)
      known.set(each, Math.fround(each.operation.evaluate(x, y, z)))
    }
  }
  return known.get(root) ?? NaN
}

const SMALLEST_NORMAL = 2 ** -126

const isDenormal = (x: number): boolean => x !== 0 && Math.abs(x) < SMALLEST_NORMAL

/** Whether a result is right within the tolerance of its record; a device may take denormals for 0. */
const isWithin = (given: number, wanted: number, tolerance: number): boolean =>
  given === wanted ||
  (Number.isNaN(given) && Number.isNaN(wanted)) ||
  Math.abs(given - wanted) <= tolerance * 2 ** -23 * Math.abs(wanted) + SMALLEST_NORMAL

describe.skipIf(noGpuInNode !== undefined)(
  'an operation on the GPU gives its meaning within the tolerance of its record',
  () => {
    it('is one of all', () => {
      const tried = new Set(
        Object.values(calls).flatMap((call) => operationsIn(operationOf(call)).map(({ name }) => name)),
      )
      const exported = Object.entries(expr).flatMap(([name, value]) =>
        typeof value === 'function' && value.length <= 2 && tried.has(name) ? [name] : [],
      )
      expect([...tried].toSorted()).toEqual([...exported, 'select'].toSorted())
    })

    const titles = Object.keys(calls)

    it.each(titles)('%s of ordinary numbers', async (name) => {
      const root = operationOf(calls[name])
      const tolerance = Math.max(...operationsIn(root).map((operation) => operation.tolerance))
      // A remainder jumps where a quotient is whole, so only whole numbers can be compared.
      const numbers = name === 'mod' ? ordinary.filter((x) => Number.isInteger(x) && x !== 0) : ordinary
      const given = pairs(numbers, numbers)
      const results = await onGpu(calls[name], given)
      const wrong = given.flatMap(([a, b], i) => {
        const wanted = meaning(root, a, b)
        return isWithin(results[i], wanted, tolerance) ? [] : [`${name}(${a}, ${b}) = ${results[i]}, not ${wanted}`]
      })
      expect(wrong).toEqual([])
    })

    // The transcendental ones are left out: what they give beyond the ordinary differs from device to device.
    const exact = titles.filter((name) => !['pow', 'mod', 'exp', 'log', 'tanh', 'div', 'sqrt'].includes(name))

    it.each(exact)('%s of NaN, infinities and the largest numbers', async (name) => {
      const root = operationOf(calls[name])
      const numbers = [...special.filter((x) => !isDenormal(x)), 0, 1, -2]
      const given = pairs(numbers, numbers)
      const results = await onGpu(calls[name], given)
      const wrong = given.flatMap(([a, b], i) => {
        const wanted = meaning(root, a, b)
        return isWithin(results[i], wanted, 2) ? [] : [`${name}(${a}, ${b}) = ${results[i]}, not ${wanted}`]
      })
      expect(wrong).toEqual([])
    })

    it('takes a denormal for itself or for 0', async () => {
      const [kept] = await onGpu((a) => expr.mul(a, 1), [[DENORMAL, 0]])
      expect([0, DENORMAL]).toContain(kept)
    })
  },
)
