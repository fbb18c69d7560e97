/** Masks in proofs: which are the same, and in which of them a leaf may be. @module */
import type { Program } from '../compile/compose.ts'
import { equal, not, notEqual, size, type Expr } from '../expr/index.ts'
import type { LeafSet } from '../expr/leafSet.ts'
import type { MemberNode } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'
import { rewrite } from '../expr/rewrite.ts'
import { flatten } from '../pytree/index.ts'

/** Two programs, as they are for some of the leaves. */
export interface LeafCase {
  /** Which leaves, in words. */
  readonly text: string
  readonly programs: readonly [Program, Program]
}

/** Two programs in which masks are one node where they are one mask. */
export interface MatchedMasks {
  readonly programs: readonly [Program, Program]
  /** The programs for each kind of leaf, without masks; none where there are no masks, or a leaf's step depends on others. */
  readonly cases: readonly LeafCase[]
  /** Whether there are trees with leaves of every case. */
  readonly occur: boolean
}

/** What the masks of all leaves, and of none, of any tree say. */
const constants: ReadonlyMap<string, readonly boolean[]> = new Map([
  ['mask true', [true]],
  ['mask false', [false]],
])

/** How many cases are looked at. */
const CASES = 32

const [always, never] = [equal(0, 0), notEqual(0, 0)]

const rootsOf = ({ update, slots }: Program): readonly Expr[] => [update, ...slots.map(({ after }) => after)]

/** The conditions on leaves within a program's formulas, sizes included. */
const membersIn = (roots: readonly Expr[]): readonly MemberNode[] =>
  postorder(roots).flatMap((node) =>
    node.kind === 'member' ? [node] : node.kind === 'size' && node.within !== undefined ? membersIn([node.within]) : [],
  )

/** Of a selection that is decided, the branch it takes, so that no work goes into the other. */
const taken = (node: Expr): Expr => {
  if (node.kind !== 'apply' || node.operation.name !== 'select') return node
  const [condition, a, b] = node.args
  return condition === always ? a : condition === never ? b : node
}

const replaced = (program: Program, by: ReadonlyMap<Expr, Expr>): Program => {
  const step = (node: Expr): Expr =>
    node.kind === 'size' && node.within !== undefined
      ? size(node.over, rewrite([node.within], step)[0])
      : taken(by.get(node) ?? node)
  const [update, ...afters] = rewrite(rootsOf(program), step)
  return { ...program, update, slots: program.slots.map((slot, i) => ({ ...slot, after: afters[i] })) }
}

/** Whether what a leaf does depends on other leaves. */
const readsTree = (roots: readonly Expr[]): boolean =>
  postorder(roots).some((node) => 'over' in node && node.over === 'tree')

/** What tells a mask, or a label, from others: what the mask says, and the label itself. */
const nameOf = ({ name, by }: LeafSet): string => (by.text.startsWith('mask ') ? by.text : name)

/** A kind of leaf: in words, and whether it is in each mask. */
interface Kind {
  readonly text: string
  readonly isIn: (member: MemberNode) => boolean
}

/** Each way to give a leaf one label of each set of labels. */
const anyKinds = (members: readonly MemberNode[]): readonly Kind[] => {
  const labels = new Map(members.map(({ set }) => [set.by.text, set.by.labels]))
  const ways = [...labels].reduce<readonly ReadonlyMap<string, string>[]>(
    (found, [text, choices]) =>
      found.length * choices.length > CASES
        ? []
        : found.flatMap((each) => choices.map((label) => new Map([...each, [text, label]]))),
    [new Map()],
  )
  return ways.map((way) => {
    const isIn = ({ set }: MemberNode): boolean => way.get(set.by.text) === set.by.label
    return { text: members.map((each) => `${isIn(each) ? '' : 'not '}in ${nameOf(each.set)}`).join(' and '), isIn }
  })
}

/** The kinds of leaf that a tree has. */
const kindsOf = (members: readonly MemberNode[], params: unknown): readonly Kind[] => {
  const { def } = flatten(params)
  const byMembers = new Map<string, number[]>()
  def.leaves.forEach((_, leaf) => {
    const key = members.map(({ set }) => set.membersOf(def)[leaf]).join()
    byMembers.set(key, [...(byMembers.get(key) ?? []), leaf])
  })
  return [...byMembers.values()].map((leaves) => ({
    text: leaves.map((leaf) => def.leaves[leaf].path || 'the leaf').join(', '),
    isIn: ({ set }) => set.membersOf(def)[leaves[0]],
  }))
}

/** What a mask comes to on a tree, or on any. */
const standIns = (members: readonly MemberNode[], params: unknown): ReadonlyMap<Expr, Expr> => {
  const def = params === undefined ? undefined : flatten(params).def
  const known = new Map<string, Expr>()
  return new Map(
    members.map((member): [Expr, Expr] => {
      const { by, membersOf } = member.set
      const chosen =
        def === undefined ? constants.get(by.text)?.map((each) => each === (by.label === 'inside')) : membersOf(def)
      if (chosen?.every(Boolean) === true) return [member, always]
      if (chosen?.some(Boolean) === false) return [member, never]
      const [key, opposite] =
        chosen === undefined
          ? [
              JSON.stringify([by.text, by.label]),
              JSON.stringify([by.text, by.labels.find((each) => each !== by.label)]),
            ]
          : [chosen.join(), chosen.map((each) => !each).join()]
      const outside = by.labels.length === 2 || chosen !== undefined ? known.get(opposite) : undefined
      const standIn = known.get(key) ?? (outside === undefined ? member : not(outside))
      known.set(key, standIn)
      return [member, standIn]
    }),
  )
}

/**
 * Tell which masks of two programs are the same, and take the programs apart by the kinds of leaf there may be.
 *
 * @param params the tree whose leaves the masks choose; left out, masks are the same where they say the same
 */
export const matchMasks = (programs: readonly [Program, Program], params?: unknown): MatchedMasks => {
  const all = membersIn(programs.flatMap(rootsOf))
  if (all.length === 0) return { programs, cases: [], occur: true }
  const by = standIns(all, params)
  const matched = [replaced(programs[0], by), replaced(programs[1], by)] as const
  const roots = matched.flatMap(rootsOf)
  const members = [...new Set(membersIn(roots))]
  const kinds =
    members.length === 0 || readsTree(roots) ? [] : params === undefined ? anyKinds(members) : kindsOf(members, params)
  return {
    programs: matched,
    cases: kinds.map(({ text, isIn }) => {
      const decided = new Map(members.map((each): [Expr, Expr] => [each, isIn(each) ? always : never]))
      return { text, programs: [replaced(matched[0], decided), replaced(matched[1], decided)] }
    }),
    occur: params !== undefined || new Set(members.map(({ set }) => set.by.text)).size === 1,
  }
}
