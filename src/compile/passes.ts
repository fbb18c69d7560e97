/** Choose the passes of a step: for each group of leaves, what is gathered at each level and what is written. @module */
import type { Axes, Expr } from '../expr/index.ts'
import { argumentsOf, type ReduceNode, type WholeNode } from '../expr/node.ts'
import { buildPass, type Pass } from './buildPass.ts'
import type { Group } from './layout.ts'
import { isNeutralAt, reachableAt, resolveBranch, truthOf, type LeafFacts } from './staticBranch.ts'

/** A value written to a stream. */
export interface Write {
  readonly stream: number
  readonly expr: Expr
  /** The leaves that have the stream, where not all have. */
  readonly within?: Expr
  /**
   * It need not be written where `value`, which `expr` is made of, comes down to `when`: what would be written stands there
   * already, or, with `once`, stands there once it has been written.
   */
  readonly idle: { readonly value: Expr; readonly when: Expr; readonly once?: true }
}

/** Everything that the passes follow from. */
export interface PassesRequest {
  readonly groups: readonly Group[]
  readonly axes: readonly Axes[]
  readonly streamOf: ReadonlyMap<Expr, number>
  readonly writes: readonly Write[]
  /** The values after the step that are kept per tree or per leaf. */
  readonly scalars: readonly { readonly after: Expr; readonly within?: Expr }[]
  /** The reductions of each level that go over elements, and its functions of whole leaves. */
  readonly awaited: readonly (readonly (ReduceNode | WholeNode)[])[]
  /** All reductions and functions of whole leaves, each after those it is made of. */
  readonly ending: readonly (ReduceNode | WholeNode)[]
  /** All expressions, where every leaf needs every one at every step. */
  readonly everything?: ReadonlySet<Expr>
}

/** The passes of one group; none where there is nothing to do. */
export interface GroupPasses {
  /** What gathers the reductions of a level, counted from 0, and writes what its functions of whole leaves are given. */
  readonly level: (level: number) => Pass | undefined
  /** What writes. */
  readonly final: Pass | undefined
  /** Whether some of that need be written only once: adding 0 to a parameter leaves it as it is, unless it was -0. */
  readonly settles: boolean
  /** What writes once that has been written. */
  readonly again: Pass | undefined
}

/** Which branches a step takes, as far as this is known. */
export type Taken = (condition: Expr) => boolean | undefined

/** What follows for conditions made of those that are known: one side can decide `and` and `or`. */
const following =
  (taken: Taken): Taken =>
  (condition) =>
    taken(condition) ??
    (condition.kind === 'apply' ? condition.operation.decide?.(condition.args.map(following(taken))) : undefined)

const lazily = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/**
 * What chooses the passes of each group for a step that takes certain branches. Passes are built when they are first asked
 * for.
 */
export const passChooser =
  ({ groups, axes, streamOf, writes, scalars, awaited, ending, everything }: PassesRequest) =>
  (taken: Taken): readonly GroupPasses[] => {
    const decided = following(taken)
    const facts = groups.map((group): LeafFacts & Group => ({ ...group, taken: decided }))
    const isHere = (within: Expr | undefined, group: LeafFacts): boolean =>
      within === undefined || truthOf(within, group) === true
    const isIdle = ({ idle: { value, when } }: Write, group: LeafFacts): boolean => resolveBranch(value, group) === when
    const stored = facts.map((group) =>
      writes.filter((write) => isHere(write.within, group) && (write.idle.once === true || !isIdle(write, group))),
    )
    const reachable = facts.map(
      (group, i): ReadonlySet<Expr> =>
        everything ??
        reachableAt(
          [
            ...stored[i].map(({ expr }) => expr),
            ...scalars.filter(({ within }) => isHere(within, group)).map(({ after }) => after),
          ],
          group,
        ),
    )
    // What is over the tree and any leaf needs is gathered from all; what it is made of may need further ones.
    const needed = new Set<ReduceNode | WholeNode>()
    for (const node of ending.toReversed()) {
      if (node.over !== 'tree' || !reachable.some((each) => each.has(node))) continue
      needed.add(node)
      if (everything !== undefined) continue
      facts.forEach((group, i) => {
        const below = reachableAt(argumentsOf(node), group)
        reachable[i] = new Set([...reachable[i], ...below])
      })
    }

    return facts.map((group, i): GroupPasses => {
      const pass = (wanted: readonly (ReduceNode | WholeNode)[], kept: readonly Write[]): Pass | undefined =>
        wanted.length === 0 && kept.length === 0
          ? undefined
          : buildPass({ group, axes, streamOf, awaited: wanted, writes: kept })
      const isWanted = (node: ReduceNode | WholeNode): boolean =>
        node.over === 'tree' ? needed.has(node) && !isNeutralAt(node, group) : reachable[i].has(node)
      const levels = awaited.map((nodes) => lazily(() => pass(nodes.filter(isWanted), [])))
      const busy = stored[i].filter((write) => !isIdle(write, group))
      const final = lazily(() => pass([], stored[i]))
      const again = busy.length < stored[i].length ? lazily(() => pass([], busy)) : final
      return {
        level: (level) => levels[level](),
        settles: busy.length < stored[i].length,
        get final() {
          return final()
        },
        get again() {
          return again()
        },
      }
    })
  }
