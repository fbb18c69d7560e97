/** What the gate of one link means for the others. @module */
import { and, input, not, or, select, type Expr } from '../expr/index.ts'

/** Formulas of a slot: its value before and after a step, and the first. */
export interface Values {
  readonly before: Expr
  readonly after: Expr
  readonly initial: Expr
}

/** What the gate of a chain's first or last link does to the others. It comes along, so that only who has gates carries it. */
export interface Gating {
  /**
   * A closed gate of the first link lets zeros flow out, or what flowed in, and the states of the others stay as they are,
   * bit for bit. After a step at which that of the last link is open, the states of the others start anew.
   */
  readonly kind: 'zero' | 'pass' | 'restart'
  /** A slot of another link after the step, by what the parameter is to the chain. */
  readonly slot: (gate: Expr, values: Values, param: Expr) => Expr
  /** What flows out, by what does without the gate and what flowed in. */
  readonly update: (gate: Expr, out: Expr, flowed: Expr) => Expr
}

/** `select` for numbers and truth values alike. */
const choose = (condition: Expr, a: Expr, b: Expr): Expr =>
  a.type === 'number' ? select(condition, a, b) : or(and(condition, a), and(not(condition), b))

/** A guard: its gate lets the others take the step, or nothing of it. */
export const guarding = (kind: 'zero' | 'pass'): Gating => ({
  kind,
  slot: (gate, { before, after }) => choose(gate, after, before),
  update: (gate, out, flowed) => select(gate, out, kind === 'zero' ? 0 : flowed),
})

/** The last link starts the others anew. */
export const restarting: Gating = {
  kind: 'restart',
  slot: (gate, { after, initial }, param) =>
    after.type === 'boolean'
      ? and(not(gate), after)
      : // What starts at the parameters starts anew at what they are here.
        select(gate, initial === input('param') ? param : initial, after),
  update: (_gate, out) => out,
}
