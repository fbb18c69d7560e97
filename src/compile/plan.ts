/** Plan a program over a tree: which values are hoisted, which passes are needed, what each computes. @module */
import { add, constant, extra, input, type Axes, type Expr, type LeafSet, type WholeFunction } from '../expr/index.ts'
import { argumentsOf, type ReduceNode, type WholeNode } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'
import type { Dtype, TreeDef } from '../pytree/index.ts'
import { axesAt, axesOf } from './axesAt.ts'
import type { Pass } from './buildPass.ts'
import type { Program, ProgramSlot } from './compose.ts'
import { layOut, type Group, type Layout } from './layout.ts'
import { homesOf, type Home } from './homes.ts'
import { passChooser, type GroupPasses, type Taken, type Write } from './passes.ts'

/** What an element stream holds. Moments follow, one stream each, and functions of whole leaves after them. */
export const streams = { gradient: 0, param: 1, update: 2, moments: 3 } as const

/** The element slots of a program, each with its stream and the leaves it is kept for. */
export interface Moment {
  readonly slot: ProgramSlot
  readonly stream: number
  readonly home: Home
}

/** The passes of one group, level by level, and the one that writes; none where there is nothing to do. */
export interface GroupPlan {
  readonly group: Group
  /** Per level, the pass that gathers its reductions. */
  readonly levels: readonly (Pass | undefined)[]
  readonly final: Pass | undefined
}

/** A condition that decides which passes a step needs, and the level at which it is known. */
export interface Branch {
  readonly condition: Expr
  readonly level: number
}

/** Everything known about running a program over trees of one structure. */
export interface Plan {
  readonly program: Program
  readonly def: TreeDef
  readonly layout: Layout
  readonly axes: readonly Axes[]
  readonly moments: readonly Moment[]
  /** For a step of which nothing is known beforehand: both branches of every selection are computed. */
  readonly groups: readonly GroupPlan[]
  readonly branches: readonly Branch[]
  /** The passes of each group for such a step. */
  readonly undecided: readonly GroupPasses[]
  /** The passes of each group for a step that takes these branches: fewer, and smaller. */
  readonly passesWhen: (taken: Taken) => readonly GroupPasses[]
  /** Values computed once a step, per leaf or per slice, in an order in which each can be computed, level by level. */
  readonly host: readonly (readonly Expr[])[]
  /** The reductions of each level that go over elements. */
  readonly reductions: readonly (readonly ReduceNode[])[]
  /** Computes the functions of whole leaves whose arguments the passes of a level wrote; none where there are none. */
  readonly computeWritten: WholeFunction['computeWritten'] | undefined
  /** How many streams there are. */
  readonly streams: number
}

/**
 * Which form of a step is planned: `pure` writes updates, `resident` writes the parameters themselves, and so does `device`,
 * where all reductions are gathered, as the host does not see their results.
 */
export type PlanForm = 'pure' | 'resident' | 'device'

/** The sets of leaves that formulas or slots tell apart. */
export const setsIn = ({ slots }: Program, order: readonly Expr[]): readonly LeafSet[] => {
  const conditions = [
    ...slots.map(({ within }) => within),
    ...order.map((expr) => (expr.kind === 'size' ? expr.within : undefined)),
  ]
  const inConditions = postorder(conditions.filter((condition) => condition !== undefined))
  const members = [...order, ...inConditions].flatMap((expr) => (expr.kind === 'member' ? [expr.set] : []))
  return [...new Set(members)]
}

/** Whether a pass, or all passes of a level, must end before a value is known. */
const isEnding = (expr: Expr): expr is ReduceNode | WholeNode => expr.kind === 'reduce' || expr.kind === 'whole'
const isReduce = (expr: Expr): expr is ReduceNode => expr.kind === 'reduce'
const isWhole = (expr: Expr): expr is WholeNode => expr.kind === 'whole'

/** The level of each expression: how many of these must be finished, one after another, before it is known. */
const levelsOf = (order: readonly Expr[], gathered: ReadonlySet<Expr>): ReadonlyMap<Expr, number> => {
  const levels = new Map<Expr, number>()
  for (const expr of order) {
    const below = argumentsOf(expr).reduce((most, arg) => Math.max(most, levels.get(arg) ?? 0), 0)
    levels.set(expr, gathered.has(expr) ? below + 1 : below)
  }
  return levels
}

/** Plan `program` for trees like `def`. */
export const planFor = (
  program: Program,
  def: TreeDef,
  form: PlanForm,
  capacity: (streamCount: number) => Readonly<Record<Dtype, number>>,
): Plan => {
  const { slots } = program
  const homes = homesOf(def)
  const moments = slots
    .filter((slot) => slot.kind === 'moment')
    .map((slot, i) => ({ slot, stream: streams.moments + i, home: homes(slot) }))
  const zero = constant(0)
  const target: Write =
    form === 'pure'
      ? { stream: streams.update, expr: program.update, idle: { value: program.update, when: zero } }
      : {
          stream: streams.param,
          expr: add(input('param'), program.update),
          idle: { value: program.update, when: zero, once: true },
        }
  const writes: readonly Write[] = [
    target,
    ...moments
      .filter(({ slot }) => slot.after !== slot.before)
      .map(({ slot: { before, after, within }, stream }) => ({
        stream,
        expr: after,
        idle: { value: after, when: before },
        ...(within === undefined ? {} : { within }),
      })),
  ]
  const scalars = slots.filter((slot) => slot.kind !== 'moment')
  const given = [...program.extras.keys()].map(extra)
  const roots = [
    ...writes.map((write) => write.expr),
    ...scalars.flatMap(({ before, after }) => [before, after]),
    ...given,
    ...program.branches,
  ]
  const order = postorder(roots)
  const axes = [...new Map(order.flatMap(axesOf).map((choice) => [choice.name, choice])).values()]
  const byRank = axes.length > 0 || order.some((expr) => expr.kind === 'rank')
  const ending = order.filter(isEnding)
  const wholes = ending.filter(isWhole)
  const firstWhole = streams.moments + moments.length
  const streamCount = firstWhole + wholes.length
  const sets = setsIn(program, order)
  const layout = layOut(def, {
    axes,
    axesAt: axesAt(program),
    byRank,
    sets,
    capacity: capacity(form === 'pure' ? streamCount : streamCount - 1),
  })

  const axisOf = ({ name }: Axes): number => axes.findIndex((choice) => choice.name === name)
  const gathered = ending
    .filter(isReduce)
    .filter((node) => form === 'device' || !node.reduction.hosted.takes(node, { leaves: layout.leaves, axisOf }))
  const awaited = [...gathered, ...wholes]
  const levels = levelsOf(order, new Set(awaited))
  const depth = Math.max(0, ...awaited.map((node) => levels.get(node) ?? 0))

  const streamOf = new Map<Expr, number>([
    [input('gradient'), streams.gradient],
    [input('param'), streams.param],
    ...moments.map(({ slot, stream }): [Expr, number] => [slot.before, stream]),
    ...wholes.map((node, i): [Expr, number] => [node, firstWhole + i]),
  ])
  const byLevel = <N extends Expr>(nodes: readonly N[]): readonly (readonly N[])[] =>
    Array.from({ length: depth }, (_, i) => nodes.filter((node) => levels.get(node) === i + 1))
  const reductions = byLevel(gathered)
  const branches = program.branches.map((condition) => ({ condition, level: levels.get(condition) ?? 0 }))
  const passesWhen = passChooser({
    groups: layout.groups,
    axes,
    streamOf,
    writes,
    scalars,
    awaited: byLevel(awaited),
    ending,
    ...(byRank || sets.length > 0 || branches.length > 0 ? {} : { everything: new Set(order) }),
  })
  const undecided = passesWhen(() => undefined)
  const groups = undecided.map(({ level, final }, i): GroupPlan => ({
    group: layout.groups[i],
    levels: reductions.map((_, each) => level(each)),
    final,
  }))

  const hosted = order.filter((expr) => expr.scope !== 'element')
  const host = Array.from({ length: depth + 1 }, (_, level) => hosted.filter((expr) => levels.get(expr) === level))
  return {
    program,
    def,
    layout,
    axes,
    moments,
    groups,
    branches,
    undecided,
    passesWhen,
    host,
    reductions,
    computeWritten: wholes[0]?.whole.computeWritten,
    streams: streamCount,
  }
}
