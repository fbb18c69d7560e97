/** The ranges of numbers. @module */
import type { NumberDescriptor } from './descriptor.ts'

/** What of a number's descriptor is its range. */
export type Range = Pick<NumberDescriptor, 'min' | 'max' | 'open' | 'integer'>

/** The range in words, such as `a number in [0, 1)`. */
export const describeRange = ({ min, max, open, integer }: Range): string => {
  const noun = integer ? 'a whole number' : 'a number'
  if (min === -Infinity && max === Infinity) return integer ? noun : 'a finite number'
  if (max === Infinity) return `${noun} ${open[0] ? '>' : '>='} ${min}`
  if (min === -Infinity) return `${noun} ${open[1] ? '<' : '<='} ${max}`
  return `${noun} in ${open[0] ? '(' : '['}${min}, ${max}${open[1] ? ')' : ']'}`
}

/** Whether a number is finite, within the range, and whole where it must be. */
export const inRange = (value: number, { min, max, open, integer }: Range): boolean =>
  Number.isFinite(value) &&
  (open[0] ? value > min : value >= min) &&
  (open[1] ? value < max : value <= max) &&
  (!integer || Number.isInteger(value))
