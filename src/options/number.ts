/** Builders of number descriptors. @module */
import { checkThat, type OptionCheck } from './check.ts'
import type { NumberDescriptor } from './descriptor.ts'
import { describeRange, inRange, type Range } from './range.ts'
import { isSymbolic } from './symbolic.ts'

/** The range of a number option and whether it must be whole. */
export interface NumberRange {
  /** The least value; default -Infinity. */
  readonly min?: number
  /** The greatest; default Infinity. */
  readonly max?: number
  /** Whether `min` and `max` themselves are excluded; default neither. */
  readonly open?: readonly [min: boolean, max: boolean]
  /** Whether it must be a whole number; default not. */
  readonly integer?: boolean
}

const checkNumber = (scheduled: boolean, range: Range): OptionCheck => {
  const words = (): string => describeRange(range) + (scheduled ? ' or a schedule' : '')
  const fits = (value: unknown): boolean => {
    if (isSymbolic(value)) return value.isWithin(range)
    return typeof value === 'number' ? inRange(value, range) : scheduled && typeof value === 'function'
  }
  return checkThat(fits, words)
}

const describe = <S extends boolean, R extends boolean>(
  scheduled: S,
  required: R,
  value: number | undefined,
  { min = -Infinity, max = Infinity, open = [false, false], integer = false }: NumberRange,
): NumberDescriptor<S, R> => ({
  kind: 'number',
  scheduled,
  required,
  ...(value === undefined ? {} : { default: value }),
  min,
  max,
  open,
  integer,
  check: checkNumber(scheduled, { min, max, open, integer }),
})

/** A number that may also be a schedule, with a default. */
export const hyperparameter = (value: number, range: NumberRange = {}): NumberDescriptor<true, false> =>
  describe(true, false, value, range)

/** A number that may also be a schedule, and must be given. */
export const requiredHyperparameter = (range: NumberRange = {}): NumberDescriptor<true, true> =>
  describe(true, true, undefined, range)

/** A plain number with a default. */
export const number = (value: number, range: NumberRange = {}): NumberDescriptor<false, false> =>
  describe(false, false, value, range)

/** A plain number that must be given. */
export const requiredNumber = (range: NumberRange = {}): NumberDescriptor<false, true> =>
  describe(false, true, undefined, range)

/** The range of a moving average's decay: a fraction per step in [0, 1). */
export const decayRange: NumberRange = { min: 0, max: 1, open: [false, true] }

/** The range of a number that cannot be negative. */
export const nonNegative: NumberRange = { min: 0 }

/** The range of a number above zero. */
export const positive: NumberRange = { min: 0, open: [true, false] }
