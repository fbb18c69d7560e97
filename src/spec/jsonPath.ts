/** Where in a JSON document a value stands. @module */
import type { Context } from 'io-ts'

const step = (parent: unknown, key: string): string =>
  Array.isArray(parent) ? `[${key}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`

/**
 * The path of the value that a decoder's context ends at, from `$`, the document.
 *
 * @example
 * // '$.chain[1].adamw.learningRate.cosineDecaySchedule.decaySteps'
 */
export const jsonPath = (context: Context): string =>
  context.slice(1).reduce((path, { key }, i) => path + step(context[i].actual, key), '$')
