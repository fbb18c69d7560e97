/** Two transformations that take turns. @module */
import { not, select, type Expr } from '../expr/index.ts'
import { guarding, restarting, type Values } from './gating.ts'

/** What takes turns, and how. */
interface Turn {
  /** The slot of the first link that stands for the parameters in the third, as it is after the step. */
  readonly kept: string
  /** Whether the state of the second link starts anew after a step of the third; otherwise it stays as it is. */
  readonly restarts: boolean
  /** What flows out of the second link's turn, by what the link gives out. */
  readonly second: (out: Expr) => Expr
  /** What flows out of the third link's turn, by what the link gives out, what stands for the parameters in it, and these. */
  readonly third: (out: Expr, kept: Expr, param: Expr) => Expr
}

/** The chain that is composed. */
interface Composing<S extends Values & { readonly name: string }> {
  /** What a link makes of what flows into it. */
  readonly enter: (link: number, flow: Expr, param: Expr) => Expr
  /** What flows into the chain. */
  readonly update: Expr
  readonly param: Expr
  /** The slots of all links entered so far, the last ones last. */
  readonly slots: S[]
  /** The gate of the first link, once it is entered. */
  readonly gate: () => Expr | undefined
}

/**
 * That after the first link the second and the third take turns, each with what flows into the chain: the third where the gate
 * of the first is open. Whose turn it is not keeps its state, bit for bit. How it is composed comes along, so that only
 * who takes turns carries it.
 */
export interface Turns extends Turn {
  /** What flows out of the chain. */
  readonly compose: <S extends Values & { readonly name: string }>(chain: Composing<S>) => Expr
}

const guard = guarding('pass')

/** That the second link and the third take turns. */
export const takingTurns = (turn: Turn): Turns => ({
  ...turn,
  compose: ({ enter, update, param, slots, gate }) => {
    const entered = (link: number, seen: Expr, after: (each: Values) => Expr): Expr => {
      const from = slots.length
      const out = enter(link, update, seen)
      for (let i = from; i < slots.length; i++) slots[i] = { ...slots[i], after: after(slots[i]) }
      return out
    }
    const firstSlot = slots.length
    const flowed = enter(0, update, param)
    const open = gate()
    const kept = slots.slice(firstSlot).find(({ name }) => name === turn.kept)?.after
    if (open === undefined || kept === undefined) return flowed
    const second = entered(1, param, (each) =>
      turn.restarts ? restarting.slot(open, each, param) : guard.slot(not(open), each, param),
    )
    const third = entered(2, kept, (each) => guard.slot(open, each, param))
    return select(open, turn.third(third, kept, param), turn.second(second))
  },
})
