/** Build the straight-line program of one pass over one group of leaves. @module */
import type { Axes, Expr } from '../expr/index.ts'
import type { ReduceNode, WholeNode } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'
import type { Group } from './layout.ts'
import { FIRST_SLICE_COLUMN, type Gather, type Instruction, type PassProgram } from './passProgram.ts'
import { resolveBranch } from './staticBranch.ts'

/** A pass and where its inputs come from and its results go. */
export interface Pass {
  readonly program: PassProgram
  /** Per stream of the program, the stream of the plan. */
  readonly streams: readonly number[]
  /** The streams of the program that are read, and those that are written. */
  readonly loads: readonly number[]
  readonly stores: readonly number[]
  /** The host values behind the uniforms, the rows and the slice streams. */
  readonly uniforms: readonly Expr[]
  readonly rows: readonly Expr[]
  readonly slices: readonly Expr[]
  /** The reductions behind the gathers of each kind. */
  readonly runGathers: readonly ReduceNode[]
  readonly sliceGathers: readonly ReduceNode[]
  /** What it writes. */
  readonly writes: readonly PassWrite[]
}

/** A value that a pass writes, be it for a function of whole leaves, whose result will stand there. */
interface PassWrite {
  readonly stream: number
  readonly expr: Expr
  readonly whole?: WholeNode
}

/** What a pass is to compute. */
export interface PassRequest {
  readonly group: Group
  readonly axes: readonly Axes[]
  /** The streams of the plan by the expressions they hold. */
  readonly streamOf: ReadonlyMap<Expr, number>
  /** The reductions to gather, and the functions of whole leaves to write the arguments of. */
  readonly awaited: readonly (ReduceNode | WholeNode)[]
  readonly writes: readonly PassWrite[]
}

const indexIn = <T>(list: T[], item: T): number => {
  const known = list.indexOf(item)
  return known >= 0 ? known : list.push(item) - 1
}

/** Build a pass: everything elementwise that the reductions and writes need, computed anew from the streams. */
export const buildPass = ({ group, axes, streamOf, awaited, writes: kept }: PassRequest): Pass => {
  const reductions: ReduceNode[] = []
  const writes = [...kept]
  for (const node of awaited) {
    if (node.kind === 'reduce') reductions.push(node)
    else writes.push({ stream: streamOf.get(node) ?? -1, expr: node.args[0], whole: node })
  }
  const instructions: Instruction[] = []
  const numbers = new Map<Expr, number>()
  const streams: number[] = []
  const loads = new Set<number>()
  const uniforms: Expr[] = []
  const rows: Expr[] = []
  const slices: Expr[] = []
  const loweredTo = new Map<Expr, Expr>()

  const axisOf = (choice: Axes): number => axes.findIndex(({ name }) => name === choice.name)
  const lower = (expr: Expr): Expr => {
    const resolved = resolveBranch(expr, group)
    if (resolved.kind !== 'apply' || resolved.scope !== 'element') return resolved
    const { wasm } = resolved.operation
    return wasm.kind === 'expansion' ? lowered(wasm.expand(resolved.args)) : resolved
  }
  const lowered = (expr: Expr): Expr => {
    const known = loweredTo.get(expr)
    if (known !== undefined) return known
    const result = lower(expr)
    loweredTo.set(expr, result)
    return result
  }
  const numberOf = (expr: Expr): number => numbers.get(lowered(expr)) ?? -1

  const instructionOf = (expr: Expr): Instruction => {
    const { scope, type } = expr
    if (expr.kind === 'constant') return { kind: 'constant', value: expr.value }
    if (scope === 'uniform') return { kind: 'uniform', index: indexIn(uniforms, expr), type }
    if (scope === 'leaf') return { kind: 'row', index: indexIn(rows, expr), type }
    if (scope !== 'element') {
      return group.modes[axisOf(scope)] === 'run'
        ? { kind: 'row', index: indexIn(rows, expr), type }
        : { kind: 'slice', index: indexIn(slices, expr), type }
    }
    if (expr.kind === 'apply') {
      return { kind: 'apply', operation: expr.operation, args: expr.args.map(numberOf) }
    }
    const stream = indexIn(streams, streamOf.get(expr) ?? -1)
    loads.add(stream)
    return { kind: 'load', stream }
  }

  const roots = [...writes.map((write) => write.expr), ...reductions.flatMap((node) => node.args)].map(lowered)
  for (const expr of postorder(roots, (each) =>
    each.kind === 'apply' && each.scope === 'element' ? each.args.map(lowered) : [],
  )) {
    const instruction = instructionOf(expr)
    numbers.set(expr, instructions.push(instruction) - 1)
  }

  const isSliced = (node: ReduceNode): boolean =>
    typeof node.over === 'object' && group.modes[axisOf(node.over)] === 'slice'
  const columnOf = (scope: Expr['scope'] | ReduceNode['over']): number =>
    typeof scope === 'object' ? FIRST_SLICE_COLUMN + axisOf(scope) : 0
  const gatherOf = (node: ReduceNode, into: Gather['into'], index: number): Gather => ({
    reduction: node.reduction,
    args: node.args.map(numberOf),
    into,
    index,
    column: into === 'slice' ? columnOf(node.over) : 0,
  })
  const runGathers = reductions.filter((node) => !isSliced(node))
  const sliceGathers = reductions.filter(isSliced)
  const gathers = [
    ...runGathers.map((node, i) => gatherOf(node, 'run', i)),
    ...sliceGathers.map((node, i) => gatherOf(node, 'slice', i)),
  ]
  const stores = writes.map(({ stream, expr }) => ({ stream: indexIn(streams, stream), value: numberOf(expr) }))
  return {
    program: {
      dtype: group.dtype,
      streams: streams.length,
      uniforms: uniforms.length,
      rows: rows.length,
      slices: slices.map((expr) => columnOf(expr.scope)),
      columns: FIRST_SLICE_COLUMN + axes.length,
      instructions,
      stores,
      gathers,
    },
    streams,
    loads: [...loads],
    stores: stores.map((store) => store.stream),
    uniforms,
    rows,
    slices,
    runGathers,
    sliceGathers,
    writes,
  }
}
