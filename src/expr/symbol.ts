/** Symbols: numbers that stand for every value of a range. @module */
import type { NumberRange } from '../options/number.ts'
import { symbolNode } from './intern.ts'
import { symbolicNumber, type SymbolicNumber } from './symbolic.ts'

/**
 * A number that stands for every value of a range, to build transformations with that are to be proved equal for all of
 * them at once. Two symbols of one name and range are one. A transformation built on symbols cannot be run.
 *
 * @param name as formulas print it
 * @param range what it may be, as options describe it, such as `decayRange`, `nonNegative` or `positive`; any real
 *   number by default
 * @example
 * formula(momentum(symbol('b1', decayRange))).split('\n')[2].trim() // ema' = b1 * ema + (1 - b1) * update
 */
export const symbol = (name: string, range: NumberRange = {}): SymbolicNumber =>
  symbolicNumber(symbolNode(name, range), range)
