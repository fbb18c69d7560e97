/** The elementwise operations mean what they do in the expression language. @module */
import { primitives } from '../../embed/primitives.ts'
import {
  abs,
  add,
  and,
  div,
  equal,
  exp,
  floor,
  input,
  less,
  log,
  max,
  min,
  mul,
  not,
  or,
  pow,
  select,
  sqrt,
  sub,
  tanh,
  type Expr,
} from '../../expr/index.ts'
import type { Operation } from '../../expr/operation.ts'
import { openBench, type Bench } from './bench.ts'
import { nearly } from './nearly.ts'
import type { StackLaw, StackTrial } from './stackLaw.ts'

const [x, y] = [input('update'), input('param')]
const p = less(x, y)

const all = [0, 1, -1, 0.5, 2.5, -3.75, 1e-8, 1e20, -1e20, Infinity, -Infinity, NaN]
const moderate = [0, 1, -1, 0.5, 2.5, -3.75, 7, -20]

/** An operation and what it is tried on. */
interface Case {
  readonly formula: Expr
  readonly values: readonly number[]
  readonly others?: readonly number[]
}

const cases: readonly Case[] = [
  ...[add(x, y), sub(x, y), mul(x, y), div(x, y), min(x, y), max(x, y)].map((formula) => ({ formula, values: all })),
  { formula: pow(x, y), values: [0, 0.5, 0.9, 0.999, 1, 2, 7], others: [0, 0.5, 1, 2, 3, 10, 1000] },
  ...[abs(x), sqrt(x)].map((formula) => ({ formula, values: all })),
  ...[floor(x), exp(x), tanh(x)].map((formula) => ({ formula, values: moderate })),
  { formula: log(x), values: [0.25, 0.5, 1, 2.5, 1e20] },
  ...[less(x, y), equal(x, y)].map((formula) => ({ formula, values: all })),
  ...[and(p, p), or(p, p), not(p)].map((formula) => ({ formula, values: [0, 1] })),
  { formula: select(p, x, y), values: all },
]

/** Every combination of arguments, one array per argument. */
const grid = ({ argumentTypes }: Operation, { values, others = values }: Case): readonly (readonly number[])[] => {
  const choices = argumentTypes.map((type, i) => (type === 'boolean' ? [0, 1] : i === 0 ? values : others))
  const rows = choices.reduce<readonly (readonly number[])[]>(
    (made, choice) => made.flatMap((row) => choice.map((value) => [...row, value])),
    [[]],
  )
  return argumentTypes.map((_, i) => rows.map((row) => row[i]))
}

const compareCase = <T extends object>(trial: StackTrial<T>, bench: Bench<T>, each: Case): string | undefined => {
  if (each.formula.kind !== 'apply') return undefined
  const { operation } = each.formula
  const round = (value: number): number => (trial.dtype === 'float32' ? Math.fround(value) : value)
  const columns = grid(operation, each).map((column) => column.map(round))
  const shape = [columns[0].length]
  const tensors = columns.map((column, i) =>
    operation.argumentTypes[i] === 'boolean' ? bench.condition(column, shape) : bench.tensor(column, shape),
  )
  const [a, b = a, c = a] = tensors
  const result = bench.keep(primitives[operation.name](trial.stack, a, b, c))
  const dtype = trial.stack.dtype(result)
  if (operation.resultType === 'number' && dtype !== trial.dtype) {
    return `${operation.name} of ${trial.dtype} tensors gave ${dtype}`
  }
  const got = operation.resultType === 'boolean' ? bench.truths(result, shape) : bench.numbers(result)
  for (let i = 0; i < shape[0]; i++) {
    const args = columns.map((column) => column[i])
    const expected = round(operation.evaluate(args[0], args[1] ?? 0, args[2] ?? 0))
    if (!nearly(got[i], expected, trial.tolerances[operation.name] ?? trial.tolerance)) {
      return `${operation.name}(${args.join(', ')}) gave ${got[i]} in place of ${expected}`
    }
  }
  const kept = tensors.findIndex((tensor, i) => {
    if (operation.argumentTypes[i] === 'boolean') return false
    return bench.numbers(tensor).some((value, k) => !Object.is(value + 0, columns[i][k] + 0))
  })
  return kept < 0 ? undefined : `${operation.name} changed its argument ${kept + 1}`
}

const tryCase = <T extends object>(trial: StackTrial<T>, each: Case): string | undefined => {
  const name = each.formula.kind === 'apply' ? each.formula.operation.name : each.formula.kind
  const before = trial.live?.()
  const bench = openBench(trial)
  let found: string | undefined
  try {
    found = compareCase(trial, bench, each)
  } catch (error) {
    found = `${name} threw ${String(error)}`
  }
  try {
    bench.clear()
  } catch (error) {
    found ??= `${name} released what it was given, which is not its own: releasing it threw ${String(error)}`
  }
  const left = (trial.live?.() ?? 0) - (before ?? 0)
  return found ?? (left === 0 ? undefined : `${name} left the stack with ${left} tensors more than before`)
}

/** On ordinary numbers, on both infinities and on NaN. */
export const operationsMeanTheSame: StackLaw = {
  name: 'operations mean the same',
  statement:
    'each elementwise operation gives what the expression language says, in the dtype of its arguments, leaves these as they were, and holds on to nothing.',
  violation: (trial) => {
    for (const each of cases) {
      const found = tryCase(trial, each)
      if (found !== undefined) return found
    }
    return undefined
  },
}
