/** Two programs under a change of variables. @module */
import type { ProgramSlot } from '../compile/compose.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { add, input, type Expr, type Operand } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import { rewrite } from '../expr/rewrite.ts'
import type { Joint } from './joint.ts'

/** Two programs, and what is said of the right one's variables. */
export interface Related {
  /** Both, the right one at the parameters that the relation gives. */
  readonly joint: Joint
  /** The right side's slots that are given by formulas over the left side's variables. */
  readonly formulas: ReadonlyMap<Expr, Expr>
  /** The right side's parameters by the left side's variables; `undefined` where they are the same. */
  readonly rightParam: Expr | undefined
}

const fail = (message: string): never => {
  throw new OptfuseError('invalid-option', message, { transformation: 'prove' })
}

/** Replace leaves by expressions, which are not looked into again. */
export const replaceAll = (expr: Expr, by: ReadonlyMap<Expr, Expr>): Expr =>
  rewrite([expr], (node) => by.get(node) ?? node)[0]

/** The right side with its parameters as a formula over the left side's variables. */
const withParam = ({ right, slots }: Joint, param: Expr): Pick<Joint, 'right' | 'slots'> => {
  const by = new Map([[input('param') as Expr, param]])
  const moved = <S extends ProgramSlot>(each: S): S => ({
    ...each,
    after: replaceAll(each.after, by),
    initial: replaceAll(each.initial, by),
  })
  return {
    right: {
      ...right,
      update: replaceAll(right.update, by),
      slots: right.slots.map(moved),
    },
    slots: slots.map((each) => (each.side === 'left' ? each : moved(each))),
  }
}

/**
 * The programs under a relation.
 *
 * @param given the number of the link, the slot and the formula, as `readFormulas` gives them
 * @param param the right side's parameters, where they are given
 */
export const changeVariables = (
  apart: Joint,
  given: readonly (readonly [owner: number, slot: string, formula: Expr])[],
  param: Operand | undefined,
  constantGradient: boolean,
): Related => {
  const rightParam = param === undefined ? undefined : add(0, param)
  const joint: Joint = rightParam === undefined ? apart : { ...apart, ...withParam(apart, rightParam) }
  const formulas = new Map(
    given.map(([owner, name, formula]): [Expr, Expr] => {
      const found = joint.right.slots.find((each) => each.owner === owner && each.name === name)
      return [found?.before ?? fail(`there is no slot ${name}.`), formula]
    }),
  )
  const isFixed = (expr: Expr): boolean =>
    expr.kind === 'input'
      ? expr.name === 'param' || (expr.name === 'gradient' && constantGradient)
      : expr.kind !== 'extra'
  const changing = postorder([...formulas.values(), ...(rightParam === undefined ? [] : [rightParam])]).find(
    (expr) => !isFixed(expr),
  )
  if (changing !== undefined && 'name' in changing) {
    fail(
      `a relation between states cannot read ${changing.name}, which changes from step to step; ` +
        'say constantGradient: true where the gradient does not.',
    )
  }
  return { joint, formulas, rightParam }
}
