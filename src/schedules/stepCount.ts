/** Ranges of options that count steps. @module */
import type { NumberRange } from '../options/number.ts'

/** A whole number of steps, possibly none. */
export const steps: NumberRange = { min: 0, integer: true }

/** A whole number of steps, at least one. */
export const positiveSteps: NumberRange = { min: 1, integer: true }
