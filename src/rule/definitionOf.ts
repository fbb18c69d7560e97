/** Read the definition of a transformation. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import type { Definition } from './definition.ts'
import type { AnyGradientTransformation } from './gradientTransformation.ts'

const isTransformation = (value: unknown): value is AnyGradientTransformation =>
  typeof value === 'object' && value !== null && 'definition' in value

const describe = (value: unknown): string =>
  typeof value === 'function' && 'factoryName' in value
    ? `the factory ${String(value.factoryName)}; call it, as in ${String(value.factoryName)}(…)`
    : show(value)

/**
 * The definition of a transformation.
 *
 * @param transformation the function that was given it, for the message
 * @param what what it was given as, such as `link 2`
 * @throws OptfuseError `invalid-option` for anything else, such as a factory that was not called
 */
export const definitionOf = (value: unknown, transformation: string, what: string): Definition => {
  if (isTransformation(value)) return value.definition
  throw new OptfuseError('invalid-option', `${what} must be a transformation, got ${describe(value)}.`, {
    transformation,
  })
}
