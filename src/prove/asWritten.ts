/** Proofs without algebra, of programs that are written alike. @module */
import type { Expr } from '../expr/index.ts'
import { replaceAll } from './changeOfVariables.ts'
import type { Joint } from './joint.ts'
import { aligned, printedLine } from './printed.ts'
import type { Proved } from './proof.ts'

/**
 * The proof that both sides are equal where they are written alike, slot after slot; `undefined` where they are not. It
 * holds whatever the numbers, also where algebra has nothing to say: of what is infinite at first, as the best loss so far.
 */
export const proveAsWritten = ({ left, right, slots }: Joint): Proved | undefined => {
  const [ours, theirs] = [slots.filter(({ side }) => side === 'left'), slots.filter(({ side }) => side === 'right')]
  if (ours.length !== theirs.length) return undefined
  const names = new Map(theirs.map(({ before }, i): [Expr, Expr] => [before, ours[i].before]))
  const isSame = (a: Expr, b: Expr): boolean => a === replaceAll(b, names)
  const isSlotSame = ours.every(
    ({ kind, initial, after }, i) =>
      kind === theirs[i].kind && initial === theirs[i].initial && isSame(after, theirs[i].after),
  )
  if (!isSlotSame || !isSame(left.update, right.update)) return undefined
  const lines = [...ours, { name: 'update', after: left.update }]
  return {
    verdict: 'proved',
    normalForm: aligned(lines.map(({ name, after }) => printedLine(name, after, new Map()))),
    assumptions: [],
    relations: ours.map(({ path }, i) => `right ${theirs[i].path} = left ${path}`),
  }
}
