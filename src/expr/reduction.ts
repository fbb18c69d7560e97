/** What a reduction is: one record per reduction. @module */
import { lowerGathers, type LowerGathers } from './gathers.ts'

/**
 * A reduction promotes its arguments to float64, prepares each element and combines the results in one fixed order
 * (see docs/numbers.md), so its value is the same on every engine and however the work is split.
 */
export interface Reduction {
  readonly name: 'sum' | 'sumOfSquares' | 'dot' | 'max' | 'min'
  readonly arity: 1 | 2
  /** What is combined for one element; evaluated in float64, so a float32 square cannot overflow. */
  readonly prepare: 'identity' | 'square' | 'product'
  readonly combine: 'add' | 'max' | 'min'
  /** The value over no elements. */
  readonly neutral: number
  /** How it becomes WebAssembly; the same for all, so that a program's gathers are lowered together. */
  readonly wasm: LowerGathers
}

/** The sum of x. */
export const sum: Reduction = {
  name: 'sum',
  arity: 1,
  prepare: 'identity',
  combine: 'add',
  neutral: 0,
  wasm: lowerGathers,
}

/** The sum of x². */
export const sumOfSquares: Reduction = {
  name: 'sumOfSquares',
  arity: 1,
  prepare: 'square',
  combine: 'add',
  neutral: 0,
  wasm: lowerGathers,
}

/** The sum of x·y. */
export const dot: Reduction = {
  name: 'dot',
  arity: 2,
  prepare: 'product',
  combine: 'add',
  neutral: 0,
  wasm: lowerGathers,
}

/** The largest x; NaN when any is NaN. */
export const max: Reduction = {
  name: 'max',
  arity: 1,
  prepare: 'identity',
  combine: 'max',
  neutral: -Infinity,
  wasm: lowerGathers,
}

/** The smallest x; NaN when any is NaN. */
export const min: Reduction = {
  name: 'min',
  arity: 1,
  prepare: 'identity',
  combine: 'min',
  neutral: Infinity,
  wasm: lowerGathers,
}

/** Combine two partial results. */
export const combinePartials = (combine: Reduction['combine'], a: number, b: number): number =>
  combine === 'add' ? a + b : combine === 'max' ? Math.max(a, b) : Math.min(a, b)
