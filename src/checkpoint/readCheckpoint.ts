/** What is in a checkpoint. @module */
import { isLeft } from 'fp-ts/lib/Either.js'
import { readFile } from './readFile.ts'

/** An array of a checkpoint. */
export interface SavedTensor {
  /** Its path, such as `state[1].mu.enc.w`. */
  readonly name: string
  /** As safetensors calls it: `F32`, `F64`. */
  readonly dtype: string
  readonly shape: readonly number[]
}

/** What a checkpoint says of itself. */
export interface CheckpointContents {
  readonly tensors: readonly SavedTensor[]
  readonly metadata: Readonly<Record<string, string>>
}

/**
 * What is in a checkpoint, or in any safetensors file, before there is an optimizer to read it for.
 *
 * @throws OptfuseError `invalid-checkpoint` for bytes that are cut short, changed, or no safetensors file
 * @example
 * const opt = sgd(0.5, { momentum: 0.9 })
 * const bytes = toCheckpoint(opt, { params: { w: 1 }, state: opt.init({ w: 1 }) })
 * readCheckpoint(bytes).tensors.map(({ name }) => name) // ['params.w', 'state[0].count', 'state[0].trace.w', 'state[1].count']
 */
export const readCheckpoint = (bytes: Uint8Array): CheckpointContents => {
  const file = readFile(bytes)
  if (isLeft(file)) throw file.left
  const { entries, metadata } = file.right
  return { tensors: Array.from(entries, ([name, { dtype, shape }]) => ({ name, dtype, shape })), metadata }
}
