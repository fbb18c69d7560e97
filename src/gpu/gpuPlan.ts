/** Plan the kernels of a step: what each reads, computes and writes. @module */
import { planFor, streams, type Plan } from '../compile/plan.ts'
import type { Program } from '../compile/compose.ts'
import { reachableAt } from '../compile/staticBranch.ts'
import { add, constant, input, print, type Expr } from '../expr/index.ts'
import { argumentsOf, type ReduceNode } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'
import type { TreeDef } from '../pytree/index.ts'
import { entriesOf, type Dialect } from './backend.ts'
import { chunkLeaves, chunkSlices, combineNext, CHUNK_NUMBERS, numberSlices, type Chunks } from './chunks.ts'
import { asNumber, MOST_ARRAYS, storeToFit } from './fit.ts'
import { layFlat, type Flat } from './flat.ts'
import { chunkKernel, combineKernel, elementKernel, listOf, takeKernel, type PlannedKernel } from './kernelText.ts'
import { operandsOf } from './lower.ts'
import type { ArrayRef, Cell, Values } from './values.ts'

/** The most numbers a kernel returns. */
const MOST_RESULTS = 4

/** A stream of elements that stays on the device. */
export interface Stream {
  /** Its number in the plan: the parameters, or a moment. */
  readonly stream: number
  readonly before: Expr
  readonly after: Expr
}

/** Streams side by side in one array, written by one kernel. */
export interface Pack {
  readonly array: ArrayRef
  readonly streams: readonly Stream[]
  /** Absent where nothing changes. */
  readonly kernel: PlannedKernel | undefined
}

/** An array of numbers that never change. */
export interface Table {
  readonly array: ArrayRef
  readonly numbers: Float32Array
}

/** Everything known about a step before there is a device. */
export interface GpuPlan {
  readonly plan: Plan
  readonly flat: Flat
  readonly packs: readonly Pack[]
  /** The kernels before those of the packs, in order. */
  readonly kernels: readonly PlannedKernel[]
  readonly gradient: ArrayRef
  readonly tables: readonly Table[]
  readonly leaves: ArrayRef
  /** The values per leaf in the table of leaves, after the leaf's number. */
  readonly leafValues: readonly Expr[]
  /** The values per slice that the host knows, each in an array of its own. */
  readonly sliceValues: readonly { readonly expr: Expr; readonly array: ArrayRef }[]
  readonly reductions: ReadonlyMap<Expr, Cell>
  /** Whether a value depends on a reduction of the step, so that only the device knows it. */
  readonly isMeasured: (expr: Expr) => boolean
  /** The parameters alone, where they lie beside others. */
  readonly params: PlannedKernel | undefined
}

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return [...groups.values()]
}

const inFours = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / MOST_RESULTS) }, (_, i) =>
    items.slice(i * MOST_RESULTS, (i + 1) * MOST_RESULTS),
  )

const unlimited = () => ({ float32: Infinity, float64: Infinity })

const nameOver = ({ over }: ReduceNode): string => (typeof over === 'object' ? over.name : over)

/** Whether a value depends on a reduction of this step. */
const measuring = (): ((expr: Expr) => boolean) => {
  const known = new Map<Expr, boolean>()
  const unknown = (expr: Expr): readonly Expr[] => (known.has(expr) ? [] : argumentsOf(expr))
  return (asked) => {
    for (const expr of postorder([asked], unknown)) {
      if (!known.has(expr)) known.set(expr, expr.kind === 'reduce' || argumentsOf(expr).some((arg) => known.get(arg)))
    }
    return known.get(asked) ?? false
  }
}

/** A formula, as far as it can be written down. */
const formulaOf = (expr: Expr): string => {
  try {
    return print(expr)
  } catch {
    return '(longer than can be shown)'
  }
}

/** Plan a program for trees like `def`, all of float32. */
export const planGpu = (program: Program, def: TreeDef, dialect: Dialect): GpuPlan => {
  const plan = planFor(program, def, 'device', unlimited)
  const { layout, axes, moments } = plan
  const flat = layFlat(layout)
  const { blocks } = flat

  const all: readonly Stream[] = [
    { stream: streams.param, before: input('param'), after: add(input('param'), program.update) },
    ...moments.map(({ slot, stream }) => ({ stream, before: slot.before, after: slot.after })),
  ]
  const changing = all.filter(({ before, after }) => before !== after)
  const constants = all.filter(({ before, after }) => before === after)
  const packed = [...inFours(changing), ...inFours(constants)].map((members, i) => ({
    members,
    array: { name: `state${i}`, shape: { kind: 'elements', blocks, components: members.length } } satisfies ArrayRef,
  }))
  const gradient: ArrayRef = { name: 'gradient', shape: { kind: 'elements', blocks, components: 1 } }
  const elements = new Map<Expr, Cell>([
    [input('gradient'), { array: gradient, component: 0 }],
    ...packed.flatMap(({ array, members }) =>
      members.map(({ before }, component): [Expr, Cell] => [before, { array, component }]),
    ),
  ])

  const isMeasured = measuring()
  const isHost = (expr: Expr): boolean => expr.scope !== 'element' && !isMeasured(expr)
  const reductions = new Map<Expr, Cell>()
  const tables: Table[] = []
  const slices = new Map<string, ArrayRef>()
  axes.forEach((choice, axis) => {
    const array: ArrayRef = { name: `slices${axis}`, shape: { kind: 'elements', blocks, components: 1 } }
    slices.set(choice.name, array)
    tables.push({ array, numbers: numberSlices(flat, layout.leaves, axis) })
  })

  const reduceNodes = plan.reductions.flat()
  const roots = [...changing.map(({ after }) => after), ...reduceNodes.flatMap((node) => node.args)]
  // Which values per leaf the kernels read follows from the formulas alone, before the table has its final shape.
  const leafComponents = new Map<Expr, number>()
  const base = { elements, reductions, slices, isHost, leafComponents }
  const blank: Values = { ...base, leaves: { name: 'leaves', shape: listOf(blocks, 1) }, leafNumbers: 1 }
  const placed: Values = {
    ...blank,
    reductions: new Map(reduceNodes.map((node) => [node, { array: gradient, component: 0 }])),
  }
  const leafValues = postorder(roots, (each) => operandsOf(each, placed)).filter(
    (expr) => expr.scope === 'leaf' && isHost(expr),
  )
  leafValues.forEach((expr, i) => leafComponents.set(expr, i + 1))
  const sliceValues = postorder(roots, (each) => operandsOf(each, placed)).flatMap((expr, i) => {
    if (typeof expr.scope !== 'object' || !isHost(expr)) return []
    const { name } = expr.scope
    const count = layout.sliceCounts[axes.findIndex((choice) => choice.name === name)]
    // A device has no empty arrays.
    const array: ArrayRef = { name: `sliceValues${i}`, shape: listOf(Math.max(1, count), 1) }
    reductions.set(expr, { array, component: 0 })
    return [{ expr, array }]
  })
  const leaves: ArrayRef = { name: 'leaves', shape: listOf(blocks * (leafValues.length + 1), 1) }
  const values: Values = { ...base, leaves, leafNumbers: leafValues.length + 1 }

  const kernels: PlannedKernel[] = []
  let stored = 0
  const storeFor = (wanted: readonly Expr[], limit: number): void => {
    const makeCell = (): Cell => ({
      array: { name: `stored${stored++}`, shape: { kind: 'elements', blocks, components: 1 } },
      component: 0,
    })
    for (const { expr, cell } of storeToFit(wanted, values, limit, makeCell)) {
      kernels.push(elementKernel([asNumber(expr)], values, dialect, blocks, cell.array, [formulaOf(expr)]))
      elements.set(expr, cell)
    }
  }

  const scalarRoots = program.slots.flatMap((slot) => (slot.kind === 'moment' ? [] : [slot.after]))
  const treeReductions = reduceNodes.filter((node) => node.over === 'tree')
  const reachable = layout.groups.map((group) =>
    reachableAt([...changing.map(({ after }) => after), ...scalarRoots, ...treeReductions], group),
  )
  const takesPart = (node: ReduceNode, leaf: number): boolean => reachable[layout.leaves[leaf].group].has(node)
  const signature = (node: ReduceNode): string =>
    `${nameOver(node)} ${layout.leaves.map((_, leaf) => (takesPart(node, leaf) ? 1 : 0)).join('')}`
  const chunksOf = (node: ReduceNode): Chunks => {
    const part = (leaf: number): boolean => takesPart(node, leaf)
    const { over } = node
    if (typeof over !== 'object') return chunkLeaves(flat, layout.leaves, over, part)
    const choice = axes.findIndex(({ name }) => name === over.name)
    return chunkSlices(flat, layout.leaves, choice, part)
  }
  const addTable = (name: string, numbers: Float32Array): ArrayRef => {
    const array: ArrayRef = { name: `${name}${tables.length}`, shape: listOf(numbers.length, 1) }
    tables.push({ array, numbers })
    return array
  }

  let reduced = 0
  const reduceTogether = (nodes: readonly ReduceNode[], chunks: Chunks): void => {
    storeFor(
      nodes.flatMap((node) => node.args),
      MOST_ARRAYS - 1,
    )
    const formulas = nodes.map(formulaOf)
    const k = nodes.length
    const table = addTable('chunks', chunks.table.length === 0 ? new Float32Array(CHUNK_NUMBERS) : chunks.table)
    let partials: ArrayRef = {
      name: `reduced${reduced++}`,
      shape: listOf(entriesOf(table.shape) / CHUNK_NUMBERS, k),
    }
    kernels.push(
      chunkKernel(
        nodes,
        values,
        dialect,
        blocks,
        table,
        partials,
        constant,
        formulas.map((each) => `part of ${each}`),
      ),
    )
    for (let next = combineNext(chunks.counts); next !== undefined; next = combineNext(next.counts)) {
      const result: ArrayRef = { name: `reduced${reduced++}`, shape: listOf(next.table.length / 2, k) }
      kernels.push(
        combineKernel(nodes, dialect, addTable('segments', next.table), partials, result, constant, formulas),
      )
      partials = result
    }
    nodes.forEach((node, component) => reductions.set(node, { array: partials, component }))
  }
  for (const level of plan.reductions) {
    const groups = groupBy(level, signature).flatMap(inFours)
    for (const nodes of groups) reduceTogether(nodes, chunksOf(nodes[0]))
  }

  const packs = packed.map(({ members, array }): Pack => {
    const isConstant = members.every(({ before, after }) => before === after)
    if (isConstant) return { array, streams: members, kernel: undefined }
    const after = members.map((member) => member.after)
    storeFor(after, MOST_ARRAYS)
    const formulas = members.map(({ before, after: next }) => `${formulaOf(before)}' = ${formulaOf(next)}`)
    return { array, streams: members, kernel: elementKernel(after, values, dialect, blocks, array, formulas) }
  })
  const params =
    packs[0].streams.length === 1
      ? undefined
      : takeKernel(packs[0].array, 0, dialect, { name: 'params', shape: gradient.shape })
  return {
    plan,
    flat,
    packs,
    kernels,
    gradient,
    tables,
    leaves,
    leafValues,
    sliceValues,
    reductions,
    isMeasured,
    params,
  }
}
