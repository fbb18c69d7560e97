/** Parameters and optimizer state from bytes. @module */
import { isLeft } from 'fp-ts/lib/Either.js'
import type { AnyGradientTransformation, StateOf, StateTypeOf } from '../rule/index.ts'
import { decodeCheckpoint, type Checkpoint } from './decodeCheckpoint.ts'
import type { CheckpointOptions } from './match.ts'

/**
 * The parameters and the state that were saved: the inverse of `toCheckpoint`. Steps from them have the bits that they would
 * have had, on any engine: `compile(opt, params, { state })`.
 *
 * @param params parameters like those that were saved: their structure, shapes, dtypes and ties
 * @param bytes a whole file; nothing of it is kept
 * @throws OptfuseError `invalid-checkpoint`: for bytes that are cut short, changed, or no safetensors file; for an array of
 *   another shape or dtype, naming its path; for arrays that are missing or unexpected, listing them, unless `strict` is false
 * @example
 * const opt = sgd(0.5, { momentum: 0.9 })
 * const [, state] = opt.update({ w: 4 }, opt.init({ w: 1 }))
 * const bytes = toCheckpoint(opt, { params: { w: 1 }, state })
 * fromCheckpoint(opt, { w: 0 }, bytes).state[0].trace // { w: 4 }
 */
export const fromCheckpoint = <T extends AnyGradientTransformation, P>(
  transformation: T,
  params: P,
  bytes: Uint8Array,
  options: CheckpointOptions = {},
): Checkpoint<P, StateOf<StateTypeOf<T>, P>> => {
  const decoded = decodeCheckpoint(transformation, params, bytes, options)
  if (isLeft(decoded)) throw decoded.left
  return decoded.right
}
