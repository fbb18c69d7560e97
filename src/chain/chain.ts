/** Compose transformations one after the other. @module */
import { fromDefinition } from '../define/fromDefinition.ts'
import {
  definitionOf,
  type AnyGradientTransformation,
  type GradientTransformation,
  type NeedsOf,
  type StateOf,
  type StateType,
  type StateTypeOf,
} from '../rule/index.ts'

/** The state of a chain: the states of its links, in order. */
export interface ChainState<Ts extends readonly AnyGradientTransformation[]> extends StateType {
  readonly state: { readonly [I in keyof Ts]: StateOf<StateTypeOf<Ts[I]>, this['params']> }
}

/**
 * Apply transformations from left to right: `update` of each link is what the link before it gave out, and `gradient`
 * what entered this chain. Chains nest; a nested chain costs nothing, for the planner fuses all of it into one pass per
 * stage, and its state is nested in the same way.
 *
 * u₀ = g, uᵢ = linkᵢ(uᵢ₋₁)
 *
 * @param links the transformations; none gives the identity
 * @throws OptfuseError `invalid-option` for a link that is no transformation, such as a factory that was not called
 * @example
 * const opt = chain(trace(0.9), scale(-0.1))
 * const [updates] = opt.update({ w: 1 }, opt.init({ w: 0 }))
 * updates // { w: -0.1 }
 */
export const chain = <const Ts extends readonly AnyGradientTransformation[]>(
  ...links: Ts
): GradientTransformation<ChainState<Ts>, NeedsOf<Ts[number]>> =>
  fromDefinition({ kind: 'chain', links: links.map((link, i) => definitionOf(link, 'chain', `link ${i + 1}`)) })
