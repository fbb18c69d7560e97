/** Plan a step on tensors: what is computed once, what for each leaf, and in which order. @module */
import type { Program } from '../compile/compose.ts'
import { homesOf, type Home } from '../compile/homes.ts'
import { isNeutralAt, resolveBranch } from '../compile/staticBranch.ts'
import type { Expr, LeafSet } from '../expr/index.ts'
import { argumentsOf, type ReduceNode, type WholeNode } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'
import type { TreeDef } from '../pytree/index.ts'
import { toPrimitives } from './toPrimitives.ts'

/** A reduction over the tree, or a function of whole leaves, and what it takes of one leaf. */
export interface Partial<N = ReduceNode> {
  readonly node: N
  readonly args: readonly Expr[]
}

/** An expression, and its arguments with selections that are already decided taken out. */
export interface Step {
  readonly expr: Expr
  readonly args: readonly Expr[]
}

/** What is done for one leaf. Stages alternate with what is the same for the whole tree. */
export interface LeafPlan {
  readonly stages: readonly {
    readonly steps: readonly Step[]
    /** What the next level's reductions over the tree gather here. */
    readonly partials: readonly Partial[]
    /** The functions of whole leaves that are computed after this stage. */
    readonly wholes: readonly Partial<WholeNode>[]
  }[]
  /** How often each value is read, so that it can be given back after the last time. */
  readonly uses: ReadonlyMap<Expr, number>
  /** The update, and each slot that is kept per leaf, by its index in the program. */
  readonly update: Expr
  readonly slots: ReadonlyMap<number, Expr>
}

/** A step on tensors. */
export interface TensorPlan {
  readonly program: Program
  readonly def: TreeDef
  /**
   * What is the same for the whole tree, level by level: each level waits for the reductions of the one before, and for its functions of
   * whole leaves.
   */
  readonly uniform: readonly (readonly Expr[])[]
  readonly leaves: readonly LeafPlan[]
  /** Of each slot, the leaves it is kept for. */
  readonly homes: readonly Home[]
  /** Whether a leaf is in a set of leaves. */
  readonly isIn: (set: LeafSet, leaf: number) => boolean
  /** The slots kept once, by their index in the program, with their next values. */
  readonly scalars: ReadonlyMap<number, Expr>
}

const isTreeReduction = (expr: Expr): expr is ReduceNode => expr.kind === 'reduce' && expr.over === 'tree'

const isWhole = (expr: Expr): expr is WholeNode => expr.kind === 'whole'

const levelsOf = (order: readonly Expr[]): ReadonlyMap<Expr, number> => {
  const levels = new Map<Expr, number>()
  for (const expr of order) {
    const below = Math.max(0, ...argumentsOf(expr).map((arg) => levels.get(arg) ?? 0))
    levels.set(expr, isTreeReduction(expr) || isWhole(expr) ? below + 1 : below)
  }
  return levels
}

/** Plan `program` for trees like `def`. */
export const planTensors = (program: Program, def: TreeDef): TensorPlan => {
  const { slots } = program
  const [update, ...after] = toPrimitives([program.update, ...slots.map((slot) => slot.after)])
  const isPerLeaf = (i: number): boolean => slots[i].before.scope !== 'uniform'
  const order = postorder([update, ...after])
  const levels = levelsOf(order)
  const levelOf = (expr: Expr): number => levels.get(expr) ?? 0
  const reductions = order.filter(isTreeReduction)
  const depth = Math.max(0, ...reductions.map(levelOf), ...order.filter(isWhole).map(levelOf))
  const hoisted = order.filter((expr) => expr.scope === 'uniform')
  const homes = slots.map(homesOf(def))
  const members = new Map<LeafSet, readonly boolean[]>()
  const isIn = (set: LeafSet, leaf: number): boolean => {
    const known = members.get(set) ?? set.membersOf(def)
    members.set(set, known)
    return known[leaf]
  }

  const planLeaf = (leaf: number): LeafPlan => {
    const { shape } = def.leaves[leaf].info
    const facts = { rank: shape.length, isIn: (set: LeafSet) => isIn(set, leaf) }
    const resolve = (expr: Expr): Expr => resolveBranch(expr, facts)
    const argsOf = (expr: Expr): readonly Expr[] => argumentsOf(expr).map(resolve)
    const isOwn = (expr: Expr): boolean => expr.scope !== 'uniform'
    const done = new Set<Expr>()
    const uses = new Map<Expr, number>()
    const use = (expr: Expr): void => {
      uses.set(expr, (uses.get(expr) ?? 0) + 1)
    }
    const stepsFor = (roots: readonly Expr[]): readonly Step[] => {
      const steps: Step[] = []
      for (const expr of postorder(roots.filter(isOwn), (each) => argsOf(each).filter(isOwn))) {
        if (done.has(expr)) continue
        done.add(expr)
        const args = argsOf(expr)
        args.forEach(use)
        steps.push({ expr, args })
      }
      return steps
    }
    const resolved = after.map(resolve)
    const isKept = (i: number): boolean => isPerLeaf(i) && homes[i].leaves.includes(leaf)
    const kept = new Map(slots.flatMap((_, i): [number, Expr][] => (isKept(i) ? [[i, resolved[i]]] : [])))
    const out = resolve(update)
    const results = [out, ...kept.values()]
    const ofTree = order.filter((expr) => isWhole(expr) && expr.over === 'tree' && !isNeutralAt(expr, facts))
    const needed = postorder([...results, ...reductions.flatMap(argsOf), ...ofTree], argsOf)
      .filter(isWhole)
      .filter((node) => node.over === 'leaf' || ofTree.includes(node))
    const stages = Array.from({ length: depth + 1 }, (_, level) => {
      const partials = reductions
        .filter((node) => levelOf(node) === level + 1)
        .map((node) => ({ node, args: argsOf(node) }))
      const wholes = needed.filter((node) => levelOf(node) === level + 1).map((node) => ({ node, args: argsOf(node) }))
      const roots = level < depth ? [...partials, ...wholes].flatMap(({ args }) => args) : results
      return { steps: stepsFor(roots), partials, wholes }
    })
    for (const { partials } of stages) for (const { args } of partials) args.forEach(use)
    for (const expr of results) use(expr)
    return { stages, uses, update: out, slots: kept }
  }

  return {
    program,
    def,
    uniform: Array.from({ length: depth + 1 }, (_, level) => hoisted.filter((expr) => levelOf(expr) === level)),
    leaves: def.leaves.map((_, leaf) => planLeaf(leaf)),
    homes,
    isIn,
    scalars: new Map(after.flatMap((expr, i): [number, Expr][] => (isPerLeaf(i) ? [] : [[i, expr]]))),
  }
}
