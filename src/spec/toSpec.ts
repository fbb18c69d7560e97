/** Write a transformation as JSON. @module */
import { fromDefinition } from '../define/fromDefinition.ts'
import type { AnyGradientTransformation, StateType } from '../rule/index.ts'
import { Spec } from './Spec.ts'
import type { SpecCodec } from './specCodec.ts'

/**
 * The spec that rebuilds a transformation: the inverse of `fromSpec`. Options equal to their default are left out.
 *
 * @param codec the names that may occur; default the library's
 * @throws OptfuseError `no-spec`, naming the link and the option, for a schedule written by hand, and for a
 *   transformation the codec does not know
 * @example
 * toSpec(chain(trace(0.9), scaleByLearningRate(0.1)))
 * // { chain: [{ trace: { decay: 0.9 } }, { scaleByLearningRate: { learningRate: 0.1 } }] }
 */
export const toSpec = ({ definition }: AnyGradientTransformation, codec: SpecCodec = Spec): Spec =>
  codec.encode(fromDefinition<StateType, never>(definition))
