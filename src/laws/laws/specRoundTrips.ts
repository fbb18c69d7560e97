/** A spec says everything. @module */
import { isOptfuseError } from '../../errors/OptfuseError.ts'
import type { AnyGradientTransformation } from '../../rule/index.ts'
import { fromSpec, Spec, toSpec, type SpecCodec } from '../../spec/index.ts'
import { compareSteps } from '../compareSteps.ts'
import type { Law } from '../law.ts'
import { trajectory } from '../trajectory.ts'

const textOf = (transformation: AnyGradientTransformation, codec: SpecCodec): string | undefined => {
  try {
    return JSON.stringify(toSpec(transformation, codec))
  } catch (error) {
    if (isOptfuseError(error) && error.code === 'no-spec') return undefined
    throw error
  }
}

/**
 * What `fromSpec` builds from the text of `toSpec` gives the same bits. Says nothing of transformations without a spec.
 *
 * @param codec the names that may occur; default the library's
 */
export const specRoundTrips = (codec: SpecCodec = Spec): Law => ({
  name: 'the spec round trips',
  statement: 'a transformation rebuilt from the JSON text of its spec gives the same updates and states, bit for bit.',
  violation: (transformation, example) => {
    const text = textOf(transformation, codec)
    if (text === undefined) return undefined
    const rebuilt = fromSpec(JSON.parse(text), codec)
    return compareSteps(trajectory(rebuilt, example), trajectory(transformation, example), `rebuilt from ${text}`)
  },
})
