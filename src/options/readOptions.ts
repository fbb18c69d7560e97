/** Check given options against a schema and fill in the defaults. @module */
import { didYouMean } from '../errors/nearest.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { refuseOption, type OptionPlace } from './check.ts'
import type { Given, Resolved, Schema } from './descriptor.ts'

/** Whether a value is a record of anything. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The options of a record, checked, with the defaults of those that are left out. */
export const readRecord = (
  { name, path }: OptionPlace,
  schema: Schema,
  given: unknown,
): Readonly<Record<string, unknown>> => {
  if (!isRecord(given))
    return refuseOption({ name, path: path === '' ? 'argument' : path }, 'a record of options', given)
  const known = Object.keys(schema)
  const prefix = path === '' ? '' : `${path}.`
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(schema, key)) {
      throw new OptfuseError('unknown-option', `there is no option "${prefix}${key}".${didYouMean(key, known)}`, {
        transformation: name,
      })
    }
  }
  return Object.fromEntries(
    known.map((key) => {
      const descriptor = schema[key]
      const value = Object.hasOwn(given, key) ? given[key] : undefined
      if (value !== undefined) return [key, descriptor.check.read(value, { name, path: prefix + key })]
      if ('default' in descriptor) return [key, descriptor.default]
      throw new OptfuseError(
        'invalid-option',
        `option ${prefix}${key} is required: give ${descriptor.check.words()}.`,
        {
          transformation: name,
        },
      )
    }),
  )
}

/**
 * Check `given` against `schema` and fill in the defaults.
 *
 * @param name the transformation, optimizer or schedule the options belong to, for messages
 * @throws OptfuseError `unknown-option` (with the nearest known one), `invalid-option` (missing, of another type, not
 *   finite or out of range)
 */
export const readOptions = <S extends Schema>(name: string, schema: S, given: Given<S>): Resolved<S> =>
  // The schema is the proof: `readRecord` returns exactly the keys and value types that `Resolved` lists.
  readRecord({ name, path: '' }, schema, given) as Resolved<S>
