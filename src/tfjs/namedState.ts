/** States by the names of variables. @module */
import type { ProgramSlot } from '../compile/compose.ts'
import { treeSlot } from '../compile/state.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { openState, withSlots, type OpenState } from '../state/openState.ts'
import { flatByName, nestByName } from './names.ts'
import type { ByName } from './session.ts'

/** Whether a slot holds something for each variable. */
export const isPerVariable = ({ kind }: ProgramSlot): boolean => kind !== 'counter' && kind !== 'scalar'

/** The state taken apart. */
export const openNamed = (transformation: AnyGradientTransformation, state: unknown): OpenState =>
  openState(transformation, state, 'toTfjs')

/** What a slot holds for each variable, by name. */
export const entriesOf = ({ program, states }: OpenState, slot: ProgramSlot): ByName<unknown> =>
  flatByName(treeSlot(program, slot, states))

/** The variables that a state knows. */
export const namesIn = (opened: OpenState): ReadonlySet<string> =>
  new Set(opened.program.slots.filter(isPerVariable).flatMap((slot) => Object.keys(entriesOf(opened, slot))))

/** The state with the entries of each slot that is kept per variable changed. */
export const mapEntries = (
  transformation: AnyGradientTransformation,
  state: unknown,
  change: (entries: ByName<unknown>, slot: ProgramSlot) => ByName<unknown>,
): unknown => {
  const opened = openNamed(transformation, state)
  return withSlots(transformation, opened, (slot) =>
    isPerVariable(slot) ? nestByName(change(entriesOf(opened, slot), slot)) : undefined,
  )
}

/** One state for the variables of both; what is kept once is that of `last`. */
export const merge = (transformation: AnyGradientTransformation, first: unknown, last: unknown): unknown => {
  const opened = openNamed(transformation, first)
  return mapEntries(transformation, last, (entries, slot) => ({ ...entriesOf(opened, slot), ...entries }))
}

/** The state for these variables and the one for all others. */
export const split = (
  transformation: AnyGradientTransformation,
  state: unknown,
  names: ReadonlySet<string>,
): readonly [inside: unknown, outside: unknown] => {
  const where = (inside: boolean): unknown =>
    mapEntries(transformation, state, (entries) =>
      Object.fromEntries(Object.entries(entries).filter(([name]) => names.has(name) === inside)),
    )
  return [where(true), where(false)]
}
