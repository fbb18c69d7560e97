/** Compose transformations under names. @module */
import { fromDefinition } from '../define/fromDefinition.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import {
  definitionOf,
  type AnyGradientTransformation,
  type GradientTransformation,
  type NeedsOf,
  type StateOf,
  type StateType,
  type StateTypeOf,
} from '../rule/index.ts'

/** The state of a named chain: the states of its links by name. */
export interface NamedChainState<T extends Readonly<Record<string, AnyGradientTransformation>>> extends StateType {
  readonly state: { readonly [K in keyof T]: StateOf<StateTypeOf<T[K]>, this['params']> }
}

/**
 * `chain` with a name for each link; the state is a record under the same names.
 *
 * @param links the transformations, applied in the order in which they are written
 * @throws OptfuseError `invalid-option` for a name that is a whole number, whose place JavaScript would change, and for a
 *   link that is no transformation
 * @example
 * const opt = namedChain({ momentum: trace(0.9), step: scale(-0.1) })
 * opt.init({ w: 0 }).momentum.trace // { w: 0 }
 */
export const namedChain = <const T extends Readonly<Record<string, AnyGradientTransformation>>>(
  links: T,
): GradientTransformation<NamedChainState<T>, NeedsOf<T[keyof T]>> => {
  const names = Object.keys(links)
  const numeric = names.find((name) => /^\d+$/.test(name))
  if (numeric !== undefined) {
    throw new OptfuseError(
      'invalid-option',
      `a link cannot be named ${numeric}: JavaScript moves such keys to the front; use a word.`,
      {
        transformation: 'namedChain',
      },
    )
  }
  return fromDefinition({
    kind: 'chain',
    links: names.map((name) => definitionOf(links[name], 'namedChain', `link ${name}`)),
    names,
  })
}
