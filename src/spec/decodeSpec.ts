/** Build a transformation from JSON, errors as values. @module */
import type { Errors } from 'io-ts'
import type { Either } from 'fp-ts/lib/Either.js'
import type { GradientTransformation } from '../rule/index.ts'
import { Spec } from './Spec.ts'
import type { SpecCodec } from './specCodec.ts'

/**
 * The transformation a spec describes, or everything that is wrong with the spec.
 *
 * @param json a parsed JSON document
 * @param codec the names that may occur; default the library's
 * @returns `Left` of io-ts errors: each message begins with the JSON path, and the context leads to the value; what
 *   io-ts reporters expect. `Right` of the transformation
 * @example
 * import { PathReporter } from 'io-ts/lib/PathReporter.js'
 * const decoded = decodeSpec({ adam: { learningRate: 0.1, b1: 1.2 } })
 * PathReporter.report(decoded) // ['at $.adam.b1: expected a number in [0, 1) or a schedule, …, got 1.2.']
 */
export const decodeSpec = (json: unknown, codec: SpecCodec = Spec): Either<Errors, GradientTransformation> =>
  codec.decode(json)
