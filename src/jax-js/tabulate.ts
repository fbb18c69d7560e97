/** Schedules as tables, for counts that are not known while a function is traced. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'

/** The longest table made without being asked for. */
const LONGEST = 2 ** 20
/** The shortest stretch that a schedule has to stay constant for to be taken for settled. */
const STRETCH = 2 ** 16
/** Later counts at which it is looked at, too. */
const LATER = [2 ** 22, 3 ** 15, 10 ** 8, 2 ** 31 - 1]

const valuesOf = (schedule: (count: number) => number, from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => {
    const value: unknown = schedule(from + i)
    if (typeof value === 'number' && !Number.isNaN(value)) return value
    throw new OptfuseError(
      'invalid-schedule',
      `a schedule gave ${String(value)} at count ${from + i}; it must give a number.`,
    )
  })

/** The values without those at the end that only repeat. */
const trimmed = (values: readonly number[]): readonly number[] => {
  const last = values.at(-1)
  return values.slice(0, values.findLastIndex((value) => value !== last) + 2)
}

/**
 * The values of a schedule from count 0 on; the last one holds from there.
 *
 * Without `steps` the table ends where the schedule has settled: where it stays the same for as many counts as came before,
 * at least 65 536, and at some much later ones.
 *
 * @param steps how many counts to tabulate
 * @throws OptfuseError `invalid-schedule` for a value that is no number, and for a schedule that does not settle within a
 *   million counts when `steps` is not given
 */
export const tabulate = (schedule: (count: number) => number, steps?: number): readonly number[] => {
  if (steps !== undefined) return trimmed(valuesOf(schedule, 0, steps))
  for (let length = STRETCH; length <= LONGEST; length *= 2) {
    const values = valuesOf(schedule, 0, 2 * length)
    const settled = values[length]
    const stays = values.slice(length).every((value) => value === settled)
    if (stays && LATER.every((count) => schedule(count) === settled)) return trimmed(values)
    // It still moves at the end, so that looking a little further would not help.
    if (schedule(LONGEST) !== schedule(2 * LONGEST)) break
  }
  throw new OptfuseError(
    'invalid-schedule',
    'a schedule that never settles can be traced for a given number of steps only: toJax(opt, { steps }).',
  )
}
