/** Two programs over one set of slots. @module */
import type { Program, ProgramSlot } from '../compile/compose.ts'
import { statePath } from '../compile/state.ts'
import { slot, type Expr } from '../expr/index.ts'
import { rewrite } from '../expr/rewrite.ts'

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

/** The program with its links numbered from `offset`. */
const shifted = (program: Program, offset: number): Program => {
  const moved = new Map(
    program.slots.map(({ before, name, owner }): [Expr, Expr] => [
      before,
      slot(name, before.scope, owner + offset, before.type),
    ]),
  )
  const [update, ...afters] = rewrite(
    [program.update, ...program.slots.map(({ after }) => after)],
    (expr) => moved.get(expr) ?? expr,
  )
  return {
    ...program,
    update,
    slots: program.slots.map((each, i) => ({
      ...each,
      before: moved.get(each.before) ?? each.before,
      after: afters[i],
    })),
  }
}

/** Put two programs side by side. */
export const joinPrograms = (left: Program, right: Program): Joint => {
  const moved = shifted(right, left.links.length)
  const pathOf = (program: Program, { owner, name }: ProgramSlot): string =>
    `${statePath(program.links[owner])}.${name}`
  return {
    left,
    right: moved,
    slots: [
      ...left.slots.map((each) => ({ ...each, side: 'left' as const, path: pathOf(left, each) })),
      ...moved.slots.map((each) => ({ ...each, side: 'right' as const, path: pathOf(right, each) })),
    ],
  }
}
