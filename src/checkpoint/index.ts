/** Save parameters and optimizer state as bytes, and go on from them. @module */
export { decodeCheckpoint, type Checkpoint } from './decodeCheckpoint.ts'
export { fromCheckpoint } from './fromCheckpoint.ts'
export type { CheckpointOptions } from './match.ts'
export { readCheckpoint, type CheckpointContents, type SavedTensor } from './readCheckpoint.ts'
export { toCheckpoint } from './toCheckpoint.ts'
