/** What a reduction is: one record per reduction. @module */
import { gatherNumbers, type GatherNumbers } from './gatherNumbers.ts'
import { lowerGathers, type LowerGathers } from './gathers.ts'
import { hostedReductions, type HostedReductions } from './hostedReductions.ts'

/**
 * A reduction promotes its arguments to float64, prepares each element and combines the results in one fixed order
 * (see docs/numbers.md), so its value is the same on every engine and however the work is split.
 */
export interface Reduction {
  readonly name: 'sum' | 'sumOfSquares' | 'dot' | 'max' | 'min'
  readonly arity: 1 | 2
  /** What is combined for one element; evaluated in float64, so a float32 square cannot overflow. */
  readonly prepare: 'identity' | 'square' | 'product'
  readonly prepared: (a: number, b: number) => number
  readonly combine: 'add' | 'max' | 'min'
  /** Two partial results combined. */
  readonly combined: (a: number, b: number) => number
  /** The value over no elements. */
  readonly neutral: number
  /** How it becomes WebAssembly; the same for all, so that a program's gathers are lowered together. */
  readonly wasm: LowerGathers
  /** How it is gathered by its meaning; the same for all. */
  readonly gather: GatherNumbers
  /** How it is taken of what does not vary by element; the same for all. */
  readonly hosted: HostedReductions
}

const gathered = { wasm: lowerGathers, gather: gatherNumbers, hosted: hostedReductions }
const adding = { ...gathered, combine: 'add', combined: (a: number, b: number): number => a + b, neutral: 0 } as const
const asItIs = { arity: 1, prepare: 'identity', prepared: (a: number): number => a } as const

/** The sum of x. */
export const sum: Reduction = { name: 'sum', ...asItIs, ...adding }

/** The sum of x². */
export const sumOfSquares: Reduction = {
  name: 'sumOfSquares',
  arity: 1,
  prepare: 'square',
  prepared: (a) => a * a,
  ...adding,
}

/** The sum of x·y. */
export const dot: Reduction = { name: 'dot', arity: 2, prepare: 'product', prepared: (a, b) => a * b, ...adding }

/** The largest x; NaN when any is NaN. */
export const max: Reduction = {
  name: 'max',
  ...asItIs,
  ...gathered,
  combine: 'max',
  combined: Math.max,
  neutral: -Infinity,
}

/** The smallest x; NaN when any is NaN. */
export const min: Reduction = {
  name: 'min',
  ...asItIs,
  ...gathered,
  combine: 'min',
  combined: Math.min,
  neutral: Infinity,
}
