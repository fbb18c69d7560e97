/** Losses of a batch with their gradients, and which examples to learn from. @module */
export type { BatchLoss } from './batchLoss.ts'
export { nllLoss } from './nllLoss.ts'
export { ohem, type HardExamples } from './ohem.ts'
export { softmaxCrossEntropyWithIntegerLabels } from './softmaxCrossEntropyWithIntegerLabels.ts'
