/** What is told from the program of a pass. @module */
import type { PassProgram } from '../expr/passProgram.ts'

export type { Gather, Instruction, PassProgram, Store } from '../expr/passProgram.ts'

/** Columns of the run table before the first slices: offset and count. */
export const FIRST_SLICE_COLUMN = 2

/** A value in words: what has a name by that, other objects by their fields, in the order in which they are made. */
const textOf = (value: unknown): string =>
  typeof value !== 'object' || value === null
    ? Object.is(value, -0)
      ? '-0'
      : String(value)
    : 'name' in value
      ? String(value.name)
      : `(${Object.values(value).map(textOf).join(' ')})`

const keys = new WeakMap<PassProgram, string>()

/** A text that two passes share exactly when one compiled kernel serves both. */
export const keyOf = (program: PassProgram): string => {
  let key = keys.get(program)
  if (key === undefined) keys.set(program, (key = textOf(program)))
  return key
}

/** Whether the pass must see each leaf, or slice of one, as a run of its own. */
export const isPerRun = (program: PassProgram): boolean =>
  program.gathers.length > 0 || program.rows > 0 || program.slices.length > 0
