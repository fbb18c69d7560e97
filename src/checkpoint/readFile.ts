/** Read the bytes of a checkpoint. @module */
import { mapLeft, type Either } from 'fp-ts/lib/Either.js'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { readTensors, type TensorFile } from './safetensors.ts'

/** The file, or why these bytes are none. */
export const readFile = (bytes: Uint8Array): Either<OptfuseError, TensorFile> =>
  mapLeft(
    (why: string) =>
      new OptfuseError('invalid-checkpoint', `this is not a whole checkpoint: ${why}; use another copy of the file.`),
  )(readTensors(bytes))
