/** Run a transformation's pure step on a given engine. @module */
import type { EngineName } from '../compile/index.ts'
import { definitionOf, type AnyGradientTransformation } from '../rule/index.ts'
import { fromDefinition } from './fromDefinition.ts'

/**
 * The same transformation with `update` on the engine named. Every engine gives the same bits; `'reference'` generates
 * no code and so runs under any content-security policy. Choose for the whole optimizer, last: a chain of what this
 * returns runs on its own engine.
 *
 * @throws OptfuseError `engine-unavailable` at the first update, when WebAssembly is asked for by name and cannot run
 * @example
 * const opt = withEngine(adam(1e-3), 'reference')
 */
export const withEngine = <T extends AnyGradientTransformation>(transformation: T, engine: EngineName): T =>
  // The definition is the same, so the state and the needs are too.
  fromDefinition(definitionOf(transformation, 'withEngine', 'its argument'), engine) as unknown as T
