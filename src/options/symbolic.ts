/** Numbers that stand for every value they could have. @module */
import type { NumberRange } from './number.ts'

/**
 * A number known by its formula only. It goes wherever a number does; arithmetic with it in JavaScript throws, so that a
 * formula never loses sight of it.
 *
 * @typeParam F what the formula is; the layers above say
 */
export type Symbolic<F> = number &
  ((count: number) => number) & {
    readonly formula: F
    readonly range: NumberRange | undefined
    /** Whether every number it stands for lies in a range. */
    readonly isWithin: (range: NumberRange) => boolean
  }

/** Whether a value stands for every number of a range. */
export const isSymbolic = (value: unknown): value is Symbolic<unknown> =>
  typeof value === 'function' && 'formula' in value && 'range' in value
