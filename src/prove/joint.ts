/** Two programs over one set of slots. @module */
import type { Program, ProgramSlot } from '../compile/compose.ts'
import { statePath } from '../compile/state.ts'
import { slot, type Expr } from '../expr/index.ts'
import { rewrite } from '../expr/rewrite.ts'
import { formulaOfSchedule } from './scheduleFormula.ts'

/** A slot of one of the two programs. */
export interface JointSlot extends ProgramSlot {
  readonly side: 'left' | 'right'
  /** Where it stands in the state of its side, such as `state[0].mu`. */
  readonly path: string
}

/** Two programs whose slots are told apart. */
export interface Joint {
  readonly slots: readonly JointSlot[]
  readonly left: Program
  readonly right: Program
}

const rewritten = (program: Program, step: (expr: Expr) => Expr): Program => {
  const [update, ...afters] = rewrite([program.update, ...program.slots.map(({ after }) => after)], step)
  return { ...program, update, slots: program.slots.map((each, i) => ({ ...each, after: afters[i] })) }
}

/** The program with its links numbered from `offset`. */
const shifted = (program: Program, offset: number): Program => {
  const moved = new Map(
    program.slots.map(({ before, name, owner }): [Expr, Expr] => [
      before,
      slot(name, before.scope, owner + offset, before.type),
    ]),
  )
  const { slots, ...rest } = rewritten(program, (expr) => moved.get(expr) ?? expr)
  return { ...rest, slots: slots.map((each) => ({ ...each, before: moved.get(each.before) ?? each.before })) }
}

/** The formula of a schedule that has one: two schedules of one formula are then the same, whatever functions they are. */
const written = (expr: Expr): Expr =>
  expr.kind === 'scheduled' ? (formulaOfSchedule(expr.schedule, expr.count) ?? expr) : expr

/** Put two programs side by side. */
export const joinPrograms = (one: Program, other: Program): Joint => {
  const [left, right] = [rewritten(one, written), rewritten(shifted(other, one.links.length), written)]
  const pathOf = (program: Program, { owner, name }: ProgramSlot): string =>
    `${statePath(program.links[owner])}.${name}`
  return {
    left,
    right,
    slots: [
      ...left.slots.map((each) => ({ ...each, side: 'left' as const, path: pathOf(left, each) })),
      ...right.slots.map((each) => ({ ...each, side: 'right' as const, path: pathOf(other, each) })),
    ],
  }
}
