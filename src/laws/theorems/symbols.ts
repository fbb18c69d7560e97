/** The hyperparameters that theorems leave open. @module */
import { decayRange, nonNegative, positive } from '../../options/number.ts'
import type { Symbol } from './theorem.ts'

/** A moving average's decay. */
export const decay: Symbol = { ...decayRange, drawn: [0, 0.95] }

/** The decay of squares, whose first values are not lost in rounding when they are corrected. */
export const longDecay: Symbol = { ...decayRange, drawn: [0.3, 0.995] }

/** A number added to keep steps bounded. */
export const epsilon: Symbol = { ...nonNegative, drawn: [1e-8, 1] }

/** A step length. */
export const rate: Symbol = { drawn: [1e-3, 1] }

/** A factor above zero. */
export const scaleUp: Symbol = { ...positive, drawn: [2, 5] }

/** Any number. */
export const anything: Symbol = { drawn: [-3, 3] }

/** How many micro-batches make a batch. */
export const batches: Symbol = { min: 1, integer: true, drawn: [1, 8] }
