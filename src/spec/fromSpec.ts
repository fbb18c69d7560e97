/** Build a transformation from JSON. @module */
import { isRight } from 'fp-ts/lib/Either.js'
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { GradientTransformation } from '../rule/index.ts'
import { decodeSpec } from './decodeSpec.ts'
import { jsonPath } from './jsonPath.ts'
import { messagePrefix } from './refuse.ts'
import { Spec } from './Spec.ts'
import type { SpecCodec } from './specCodec.ts'

/**
 * The transformation a spec describes.
 *
 * `{ "chain": [ … ] }` and `{ "namedChain": { "clip": …, "adam": … } }` hold transformations, in the order written; any
 * other key names a factory of the library, and its value holds the options under their names, positional ones too. A
 * schedule stands as `{ "cosineDecaySchedule": { … } }` wherever a number may be scheduled. What is left out takes its
 * default. JSON has no Infinity and no NaN, and no option takes them.
 *
 * @param json a parsed JSON document
 * @param codec the names that may occur; default the library's
 * @throws OptfuseError `invalid-spec` with the JSON path of what is wrong
 * @example
 * const opt = fromSpec({ chain: [{ clipByGlobalNorm: { maxNorm: 1 } }, { adam: { learningRate: 0.1 } }] })
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: -0.09999999900000002 }
 */
export const fromSpec = (json: unknown, codec: SpecCodec = Spec): GradientTransformation => {
  const decoded = decodeSpec(json, codec)
  if (isRight(decoded)) return decoded.right
  const [first, ...others] = decoded.left
  const message = first.message ?? 'this is not a spec.'
  const prefix = messagePrefix(first.context)
  const also = others.map((error) => `\nAlso ${error.message ?? ''}`).join('')
  throw new OptfuseError('invalid-spec', (message.startsWith(prefix) ? message.slice(prefix.length) : message) + also, {
    path: jsonPath(first.context),
  })
}
