/** Every operation on ordinary and special numbers, on a GPU and by its meaning. @module */
import * as expr from '../../src/expr/index.ts'
import type { Expr, Operation } from '../../src/expr/index.ts'
import { postorder } from '../../src/expr/postorder.ts'
import { compileGpu } from '../../src/gpu/index.ts'
import type { GpuChoice } from '../../src/gpu/openBackend.ts'
import { counter, moment, scale, transformation } from '../../src/index.ts'

type Call = (a: Expr, b: Expr) => Expr

const truth = (condition: Expr): Expr => expr.select(condition, 1, 0)

/** The operations, by how they are called; truth values come as 1 and 0. */
const calls: Readonly<Record<string, Call>> = {
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
  less: (a, b) => truth(expr.less(a, b)),
  lessOrEqual: (a, b) => truth(expr.lessOrEqual(a, b)),
  greater: (a, b) => truth(expr.greater(a, b)),
  greaterOrEqual: (a, b) => truth(expr.greaterOrEqual(a, b)),
  equal: (a, b) => truth(expr.equal(a, b)),
  notEqual: (a, b) => truth(expr.notEqual(a, b)),
  isNaN: (a) => truth(expr.isNaN(a)),
  isFinite: (a) => truth(expr.isFinite(a)),
  and: (a, b) => truth(expr.and(expr.less(a, b), expr.less(a, 1))),
  or: (a, b) => truth(expr.or(expr.less(a, b), expr.less(a, 1))),
  not: (a, b) => truth(expr.not(expr.less(a, b))),
}

/** The names of the operations. */
export const operationNames = Object.keys(calls)

const formulaOf = (name: string): Expr => calls[name](expr.input('update'), expr.input('param'))

/** The operations that a name's formula is made of. */
export const operationsOf = (name: string): readonly Operation[] =>
  postorder([formulaOf(name)]).flatMap((each) => (each.kind === 'apply' ? [each.operation] : []))

/** What these give beyond ordinary numbers differs from device to device. */
const ordinaryOnly = ['pow', 'mod', 'exp', 'log', 'tanh', 'div', 'sqrt']

const ordinary = [0, -0, 1, -1, 0.1, -0.1, 0.5, 2, 3, -3, 6, 7.25, -7.25, 100, -100, 1e-6, 12_345]
const special = [NaN, Infinity, -Infinity, 3e38, -3e38, 1e20, 1e-30, 0, 1, -2]

const pairsOf = (numbers: readonly number[]): readonly (readonly [number, number])[] =>
  numbers.flatMap((a) => numbers.map((b): readonly [number, number] => [Math.fround(a), Math.fround(b)]))

const pairs = [...pairsOf(ordinary), ...pairsOf(special)]
const ordinaryPairs = ordinary.length ** 2

/** The result of each operation for each pair, on a GPU: kept in a slot of its own, so that nothing is added to it. */
export const resultsOnGpu = async (choice: GpuChoice): Promise<Readonly<Record<string, Float32Array>>> => {
  const opt = transformation(
    {
      name: 'operations',
      options: {},
      state: { count: counter(), ...Object.fromEntries(operationNames.map((name) => [name, moment()])) },
      needs: ['params'],
      rule: ({ update, param }) => ({
        update: 0,
        ...Object.fromEntries(operationNames.map((name) => [name, calls[name](update, param)])),
      }),
    },
    () => ({}),
  )()
  const run = await compileGpu(opt, { w: Float32Array.from(pairs, ([, b]) => b) }, choice)
  await run.step({ w: Float32Array.from(pairs, ([a]) => a) })
  const { state } = await run.snapshot()
  run.dispose()
  const slots: Readonly<Record<string, unknown>> = state
  return Object.fromEntries(operationNames.map((name) => [name, (slots[name] as { readonly w: Float32Array }).w]))
}

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

/** Below this a device may take a number for 0. */
const SMALLEST_NORMAL = 2 ** -126

const isWithin = (given: number, wanted: number, tolerance: number): boolean =>
  given === wanted ||
  (Number.isNaN(given) && Number.isNaN(wanted)) ||
  Math.abs(given - wanted) <= tolerance * 2 ** -23 * Math.abs(wanted) + SMALLEST_NORMAL

/** Where the results of an operation are not its meaning within the tolerance of its record, as text. */
export const wrongResults = (name: string, results: Float32Array): readonly string[] => {
  const root = formulaOf(name)
  const tolerance = Math.max(...operationsOf(name).map((operation) => operation.tolerance))
  return pairs.flatMap(([a, b], i) => {
    // A remainder jumps where a quotient is whole, so only whole numbers can be compared.
    const isMeant = name !== 'mod' || (Number.isInteger(a) && Number.isInteger(b) && a !== 0 && b !== 0)
    if (!isMeant || (ordinaryOnly.includes(name) && i >= ordinaryPairs)) return []
    const wanted = meaning(root, a, b)
    return isWithin(results[i], wanted, tolerance) ? [] : [`${name}(${a}, ${b}) = ${results[i]}, not ${wanted}`]
  })
}

/** What becomes of a number below 2⁻¹²⁶: a device may keep it or take it for 0. */
export const denormalOnGpu = async (choice: GpuChoice): Promise<number> => {
  const run = await compileGpu(scale(1), { w: Float32Array.of(0) }, choice)
  await run.step({ w: Float32Array.of(2 ** -130) })
  const { w } = await run.params()
  run.dispose()
  return w[0]
}
