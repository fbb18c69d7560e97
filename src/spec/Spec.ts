/** The JSON of a transformation. @module */
import type { OptionsSpec } from './optionsCodec.ts'
import { specCodec, type SpecCodec } from './specCodec.ts'

/**
 * A transformation as JSON: an object with one key. The key names the function; its value holds the options under their
 * names, positional ones too. Schedules nest as values.
 *
 * @example
 * const spec: Spec = {
 *   chain: [
 *     { clipByGlobalNorm: { maxNorm: 1 } },
 *     { adam: { learningRate: { cosineDecaySchedule: { initValue: 1e-3, decaySteps: 100 } } } },
 *   ],
 * }
 */
export type Spec =
  | { readonly chain: readonly Spec[] }
  | { readonly namedChain: { readonly [name: string]: Spec } }
  | { readonly injectHyperparams: { readonly inner: { readonly [name: string]: OptionsSpec } } }
  | { readonly [name: string]: OptionsSpec }

/**
 * The io-ts codec between JSON and transformations made of the library's names.
 *
 * @example
 * import * as t from 'io-ts'
 * const config = t.type({ epochs: t.number, optimizer: Spec })
 */
export const Spec: SpecCodec = specCodec()
