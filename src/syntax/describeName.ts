/** Tell what a name stands for. @module */
import type { NumberRange } from '../options/number.ts'
import { describeRange } from '../options/range.ts'

/**
 * A name with its range in words: `b1 in [0, 1)`, `eps >= 0`, or the name alone where it may be any number.
 *
 * @example
 * describeName('n', { min: 1, integer: true }) // 'n, a whole number >= 1'
 */
export const describeName = (name: string, range: NumberRange): string => {
  const { min = -Infinity, max = Infinity, open = [false, false], integer = false } = range
  if (min === -Infinity && max === Infinity && !integer) return name
  const text = describeRange({ min, max, open, integer })
  return integer ? `${name}, ${text}` : `${name} ${text.replace(/^a number /, '')}`
}
