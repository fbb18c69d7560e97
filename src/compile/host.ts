/** Values that do not vary by element, computed once a step in float64. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Expr, Scope } from '../expr/index.ts'
import { nameOfScope } from '../expr/intern.ts'
import type { ApplyNode, ReduceNode, ScheduledNode, SizeNode } from '../expr/node.ts'
import { holdsAt } from './homes.ts'
import type { Plan } from './plan.ts'

/** The hoisted values of a plan. A vector has one entry, one per leaf, or one per slice, by the scope of its node. */
export interface Host {
  readonly vector: (expr: Expr) => Float64Array
  /** The same with as many entries as `scope` has, which may be wider than its own. */
  readonly spread: (expr: Expr, scope: Scope) => Float64Array
  /** The part of a vector with as many entries as `scope` has that belongs to a leaf. */
  readonly part: (vector: Float64Array, scope: Scope, leaf: number) => Float64Array
  /** Compute the values of a level; those of the levels below, and its own reductions, must be there. */
  readonly evaluate: (level: number) => void
  /** Reset the reductions of a level to their value over nothing. */
  readonly clear: (level: number) => void
  /** Where the partial results of a reduction are combined: one entry per leaf, or per slice. */
  readonly target: (node: ReduceNode) => Float64Array
}

/** The hoisted values of a plan, not yet computed. */
export const createHost = (plan: Plan): Host => {
  const { layout, axes, program, def } = plan
  const leafCount = layout.leaves.length
  const axisOf = (scope: Expr['scope']): number =>
    typeof scope === 'object' ? axes.findIndex(({ name }) => name === scope.name) : -1
  const lengthOf = (scope: Expr['scope']): number =>
    scope === 'uniform' ? 1 : scope === 'leaf' ? leafCount : layout.sliceCounts[axisOf(scope)]
  const leafOfSlice = axes.map((_, axis) => {
    const owners = new Int32Array(layout.sliceCounts[axis])
    layout.leaves.forEach(({ slices }, leaf) =>
      owners.fill(leaf, slices[axis].first, slices[axis].first + slices[axis].count),
    )
    return owners
  })

  const vectors = new Map<Expr, Float64Array>()
  /** Per reduction over the tree, its value over each leaf. */
  const perLeaf = new Map<ReduceNode, Float64Array>()
  const gathered = new Set(plan.reductions.flat())
  for (const expr of plan.host.flat()) vectors.set(expr, new Float64Array(lengthOf(expr.scope)))
  for (const node of gathered) {
    if (node.over === 'tree') perLeaf.set(node, new Float64Array(leafCount))
  }
  const vector = (expr: Expr): Float64Array => {
    const found = vectors.get(expr)
    if (found === undefined) throw new OptfuseError('invalid-rule', 'a value was read that no level computes.')
    return found
  }

  const spread = (expr: Expr, scope: Scope): Float64Array => {
    const values = vector(expr)
    if (nameOfScope(expr.scope) === nameOfScope(scope)) return values
    const spreading = new Float64Array(lengthOf(scope))
    return expr.scope === 'uniform'
      ? spreading.fill(values[0])
      : spreading.map((_, slice) => values[leafOfSlice[axisOf(scope)][slice]])
  }

  const part: Host['part'] = (values, scope, leaf) => {
    if (typeof scope !== 'object') return values.subarray(leaf, leaf + 1)
    const { first, count } = layout.leaves[leaf].slices[axisOf(scope)]
    return values.subarray(first, first + count)
  }

  const sizeWithin = (within: Expr | undefined): number =>
    layout.leaves.reduce(
      (sum, { size }, leaf) => (within === undefined || holdsAt(within, def, leaf) ? sum + size : sum),
      0,
    )

  const sizes = (expr: SizeNode): Float64Array => {
    const { over } = expr
    if (over === 'tree') return Float64Array.of(sizeWithin(expr.within))
    const axis = over === 'leaf' ? -1 : axisOf(over)
    return Float64Array.from(layout.leaves, (leaf) => (axis < 0 ? leaf.size : leaf.slices[axis].size))
  }

  const runSchedule = (expr: ScheduledNode): (() => void) => {
    const out = vector(expr)
    const count = vector(expr.count)
    const owner = expr.count.kind === 'slot' ? program.links[expr.count.owner].name : undefined
    return () => {
      const value = expr.schedule(count[0])
      if (typeof value !== 'number' || Number.isNaN(value)) {
        throw new OptfuseError(
          'invalid-schedule',
          `the schedule of ${expr.name} gave ${String(value)} at count ${count[0]}; it must give a number. Nothing was updated.`,
          owner === undefined ? {} : { transformation: owner },
        )
      }
      out[0] = value
    }
  }

  const runApply = (expr: ApplyNode): (() => void) => {
    const out = vector(expr)
    const { evaluate } = expr.operation
    const [a, b = a, c = a] = expr.args.map(vector)
    if (out.length === 1 && expr.scope === 'uniform') {
      return () => {
        out[0] = evaluate(a[0], b[0], c[0])
      }
    }
    const owners = typeof expr.scope === 'object' ? leafOfSlice[axisOf(expr.scope)] : undefined
    const [readA, readB, readC] = [expr.args[0], expr.args[1] ?? expr.args[0], expr.args[2] ?? expr.args[0]].map(
      ({ scope }) =>
        scope === 'uniform' ? () => 0 : scope === 'leaf' && owners ? (i: number) => owners[i] : (i: number) => i,
    )
    return () => {
      for (let i = 0; i < out.length; i++) out[i] = evaluate(a[readA(i)], b[readB(i)], c[readC(i)])
    }
  }

  const runReduce = (node: ReduceNode): (() => void) | undefined => {
    const leaves = perLeaf.get(node)
    const out = vector(node)
    const { combined } = node.reduction
    if (leaves === undefined) {
      return gathered.has(node)
        ? undefined
        : node.reduction.hosted.prepare(node, { leaves: layout.leaves, axisOf }, vector)
    }
    return () => {
      let total = node.reduction.neutral
      for (let leaf = 0; leaf < leafCount; leaf++) total = combined(total, leaves[leaf])
      out[0] = total
    }
  }

  const prepare = (expr: Expr): (() => void) | undefined => {
    switch (expr.kind) {
      case 'constant':
        vector(expr)[0] = expr.value
        return undefined
      case 'hyper':
        if (expr.symbol !== undefined) {
          throw new OptfuseError(
            'invalid-rule',
            `the symbol ${expr.name} has no value: what is built on symbols can be proved things about, not run.`,
          )
        }
        vector(expr)[0] = expr.value
        return undefined
      case 'size':
        vector(expr).set(sizes(expr))
        return undefined
      case 'rank':
        vector(expr).set(layout.leaves.map(({ shape }) => shape.length))
        return undefined
      case 'member':
        vector(expr).set(expr.set.membersOf(def).map(Number))
        return undefined
      case 'scheduled':
        return runSchedule(expr)
      case 'apply':
        return runApply(expr)
      case 'reduce':
        return runReduce(expr)
      default:
        return undefined
    }
  }
  const steps = plan.host.map((level) => level.map(prepare).filter((step) => step !== undefined))
  const target = (node: ReduceNode): Float64Array => perLeaf.get(node) ?? vector(node)

  return {
    vector,
    spread,
    part,
    evaluate: (level) => {
      for (const step of steps[level]) step()
    },
    clear: (level) => {
      for (const node of plan.reductions[level - 1]) target(node).fill(node.reduction.neutral)
    },
    target,
  }
}
