/** The texts of the kernels: over elements, over chunks, over partial results. @module */
import type { Expr } from '../expr/index.ts'
import type { ReduceNode } from '../expr/node.ts'
import type { Reduction } from '../expr/reduction.ts'
import { BLOCK, type Dialect, type KernelText, type Shape } from './backend.ts'
import { CHUNK, CHUNK_NUMBERS } from './chunks.ts'
import { lower, type NumberRef } from './lower.ts'
import type { ArrayRef, Values } from './values.ts'

/** A kernel of the plan: its text, and what its parameters and its result are. */
export interface PlannedKernel {
  readonly text: KernelText
  readonly arrays: readonly ArrayRef[]
  readonly numbers: readonly Expr[]
  readonly result: ArrayRef
  /** What each number of the result is. */
  readonly formulas: readonly string[]
}

const lines = (indent: string, statements: readonly string[]): string =>
  statements.map((statement) => `${indent}${statement}\n`).join('')

const returned = (results: readonly string[]): string =>
  results.length === 1 ? `return ${results[0]};` : `return [${results.join(', ')}];`

const planned = (
  body: string,
  reader: KernelText['reader'],
  arrays: readonly ArrayRef[],
  numbers: readonly NumberRef[],
  result: ArrayRef,
  formulas: readonly string[],
): PlannedKernel => {
  const names = [...arrays.map(({ name }) => name), ...numbers.map(({ name }) => name)]
  return {
    text: {
      source: `function (${names.join(', ')}) {\n${body}}`,
      reader,
      arrays,
      numbers: numbers.map(({ name }) => name),
      output: result.shape,
    },
    arrays,
    numbers: numbers.map(({ expr }) => expr),
    result,
    formulas,
  }
}

/** One thread an element: compute these expressions. */
export const elementKernel = (
  exprs: readonly Expr[],
  values: Values,
  dialect: Dialect,
  blocks: number,
  result: ArrayRef,
  formulas: readonly string[],
): PlannedKernel => {
  const { statements, results, arrays, numbers } = lower(exprs, values, dialect, blocks, undefined)
  return planned(`${lines('  ', statements)}  ${returned(results)}\n`, 'elements', arrays, numbers, result, formulas)
}

/** How two partial results become one; a NaN stays. */
const combined = (combine: Reduction['combine'], a: string, b: string): string => {
  if (combine === 'add') return `${a} + ${b}`
  const [strictly, weakly] = combine === 'max' ? ['>', '>='] : ['<', '<=']
  return `(${a} ${strictly} ${b} ? ${a} : (${b} ${weakly} ${a} ? ${b} : ${a} + ${b}))`
}

const prepared = ({ prepare }: Reduction, args: readonly string[]): string =>
  prepare === 'identity' ? args[0] : `${args[0]} * ${prepare === 'square' ? args[0] : args[1]}`

/** The values over nothing, as numbers given to the kernel: infinities cannot be written out. */
const neutrals = (nodes: readonly ReduceNode[], constantOf: (value: number) => Expr): readonly NumberRef[] =>
  nodes.map(({ reduction }, i) => ({ name: `n${i}`, expr: constantOf(reduction.neutral) }))

/** One thread a chunk: step through its elements and combine them. */
export const chunkKernel = (
  nodes: readonly ReduceNode[],
  values: Values,
  dialect: Dialect,
  blocks: number,
  chunks: ArrayRef,
  result: ArrayRef,
  constantOf: (value: number) => Expr,
  formulas: readonly string[],
): PlannedKernel => {
  const at = { block: 'row', column: 'col' }
  const args = nodes.flatMap((node) => node.args)
  const { statements, results, arrays, numbers } = lower(args, values, dialect, blocks, at)
  const chunk = (i: number): string => {
    const { number } = dialect.entry(chunks.name, chunks.shape, `this.thread.x * ${CHUNK_NUMBERS} + ${i}`)
    return number('', 0)
  }
  let next = 0
  const combining = nodes.map(({ reduction }, i) => {
    const own = results.slice(next, next + reduction.arity)
    next += reduction.arity
    return `const x${i} = ${prepared(reduction, own)};\n      acc${i} = ${combined(reduction.combine, `acc${i}`, `x${i}`)};`
  })
  const start = neutrals(nodes, constantOf)
  const body =
    lines('  ', [
      `let row = ${chunk(0)};`,
      `let col = ${chunk(1)};`,
      `const rows = ${chunk(2)};`,
      `const cols = ${chunk(3)};`,
      `const count = ${chunk(4)};`,
      ...start.map(({ name }, i) => `let acc${i} = ${name};`),
      `for (let j = 0; j < ${CHUNK}; j++) {`,
      '  if (j < count) {',
    ]) +
    lines('      ', [...statements, ...combining, 'row = row + rows;', 'col = col + cols;', `if (col >= ${BLOCK}) {`]) +
    lines('        ', [`col = col - ${BLOCK};`, 'row = row + 1;']) +
    lines('  ', ['    }', '  }', '}', returned(nodes.map((_, i) => `acc${i}`))])
  return planned(body, 'steps', [chunks, ...arrays], [...start, ...numbers], result, formulas)
}

/** One thread a segment: combine its partial results. */
export const combineKernel = (
  nodes: readonly ReduceNode[],
  dialect: Dialect,
  table: ArrayRef,
  partials: ArrayRef,
  result: ArrayRef,
  constantOf: (value: number) => Expr,
  formulas: readonly string[],
): PlannedKernel => {
  const entry = (i: number): string => dialect.entry(table.name, table.shape, `this.thread.x * 2 + ${i}`).number('', 0)
  const { fetch, number } = dialect.entry(partials.name, partials.shape, 'first + j')
  const start = neutrals(nodes, constantOf)
  const body =
    lines('  ', [
      `const first = ${entry(0)};`,
      `const count = ${entry(1)};`,
      ...start.map(({ name }, i) => `let acc${i} = ${name};`),
      `for (let j = 0; j < ${CHUNK}; j++) {`,
      '  if (j < count) {',
    ]) +
    lines('      ', [
      ...(fetch === undefined ? [] : [`const q = ${fetch};`]),
      ...nodes.flatMap(({ reduction }, i) => [
        `const x${i} = ${number('q', i)};`,
        `acc${i} = ${combined(reduction.combine, `acc${i}`, `x${i}`)};`,
      ]),
    ]) +
    lines('  ', ['  }', '}', returned(nodes.map((_, i) => `acc${i}`))])
  return planned(body, 'steps', [table, partials], start, result, formulas)
}

/** The array of one number of each entry of another. */
export const takeKernel = (from: ArrayRef, component: number, dialect: Dialect, result: ArrayRef): PlannedKernel => {
  const { fetch, number } = dialect.element(from.name, from.shape, undefined)
  const statements = fetch === undefined ? [] : [`const q = ${fetch};`]
  const body = lines('  ', [...statements, `const v = ${number('q', component)};`, returned(['v'])])
  return planned(body, 'elements', [from], [], result, ['param'])
}

/** The shape of a list. */
export const listOf = (length: number, components: number): Shape => ({ kind: 'list', length, components })
