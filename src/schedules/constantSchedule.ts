/** A schedule that never changes. @module */
import { requiredNumber } from '../options/number.ts'
import { defineSchedule } from './defineSchedule.ts'

/**
 * The same value at every step.
 *
 * @param value the value, finite
 * @throws OptfuseError `invalid-option` for a value that is not a finite number
 *
 * @example
 * constantSchedule(0.1)(1000) // 0.1
 */
export const constantSchedule = defineSchedule(
  {
    name: 'constantSchedule',
    options: { value: requiredNumber() },
    make:
      ({ value }) =>
      () =>
        value,
  },
  (value: number): { readonly value: number } => ({ value }),
)
