/** Parameters and optimizer state as bytes. @module */
import { compose } from '../compile/compose.ts'
import type { Snapshot } from '../compile/resident.ts'
import { linkStates } from '../compile/state.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import { flatten, readLeaf } from '../pytree/index.ts'
import { definitionOf, type AnyGradientTransformation, type StateOf, type StateTypeOf } from '../rule/index.ts'
import { numbersAt, placesOf } from './places.ts'
import { writeTensors, type Bytes, type NamedTensor } from './safetensors.ts'

const checkTexts = (metadata: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries<unknown>(metadata)) {
    if (typeof text === 'string' && !name.startsWith('optfuse.')) continue
    const wrong = typeof text === 'string' ? `the name ${name} is taken` : `${name} must be text, got ${show(text)}`
    throw new OptfuseError(
      'invalid-option',
      `metadata: ${wrong}; keep numbers and objects as JSON, under names of your own.`,
      {
        transformation: 'toCheckpoint',
      },
    )
  }
}

/**
 * The bytes of a file from which training goes on bit for bit: a safetensors file, which Python reads too. Every array is
 * named by its path, such as `params.enc.w`, `state[1].mu.enc.w` and `state[1].count`; arrays keep their dtype and shape,
 * numbers are float64. A leaf in two places is saved once, under the first.
 *
 * @param at the parameters and the state after the same step, as `run.snapshot()` gives them
 * @param metadata texts to keep beside them, such as the spec of the optimizer or the epoch
 * @throws OptfuseError `invalid-state` and others, naming the path, when the state is not one of this optimizer for these
 *   parameters; `invalid-option` for metadata that is no text
 * @example
 * const opt = sgd(0.5, { momentum: 0.9 })
 * const params = { w: Float32Array.of(1, 2) }
 * const bytes = toCheckpoint(opt, { params, state: opt.init(params) }, { epoch: '3' })
 * fromCheckpoint(opt, params, bytes).metadata // { epoch: '3' }
 */
export const toCheckpoint = <T extends AnyGradientTransformation, P>(
  transformation: T,
  at: Snapshot<P, StateOf<StateTypeOf<T>, NoInfer<P>>>,
  metadata: Readonly<Record<string, string>> = {},
): Bytes => {
  const definition = definitionOf(transformation, 'toCheckpoint', 'its first argument')
  checkTexts(metadata)
  const program = compose(definition)
  const { def, leaves } = flatten(at.params)
  const states = linkStates(definition, at.state)
  const places = placesOf(program, def)
  const tensors = new Map<string, NamedTensor>()
  places.params.forEach(({ name, shape }, i) => tensors.set(name, { shape, data: readLeaf(leaves[i]) }))
  for (const each of places.slots) {
    const numbers = numbersAt(program, states, each)
    each.places.forEach(({ name, shape }, i) => tensors.set(name, { shape, data: numbers[i] }))
  }
  return writeTensors(tensors, metadata)
}
