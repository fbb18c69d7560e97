/** Check given options against a schema and fill in the defaults. @module */
import { didYouMean } from '../errors/nearest.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Descriptor, Given, NumberDescriptor, Resolved, Schema } from './descriptor.ts'
import { isSymbolic, rangeWithin } from './symbolic.ts'

const show = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value)
    : typeof value === 'function'
      ? isSymbolic(value)
        ? 'a symbol of a wider range'
        : 'a function'
      : typeof value === 'object' && value !== null
        ? Array.isArray(value)
          ? 'an array'
          : 'an object'
        : String(value)

/** The range in words, such as `a number in [0, 1)`. */
export const describeRange = ({ min, max, open, integer }: NumberDescriptor): string => {
  const noun = integer ? 'a whole number' : 'a number'
  if (min === -Infinity && max === Infinity) return integer ? noun : 'a finite number'
  if (max === Infinity) return `${noun} ${open[0] ? '>' : '>='} ${min}`
  if (min === -Infinity) return `${noun} ${open[1] ? '<' : '<='} ${max}`
  return `${noun} in ${open[0] ? '(' : '['}${min}, ${max}${open[1] ? ')' : ']'}`
}

/** What a value must be, in words. */
const describe = (descriptor: Descriptor): string => {
  switch (descriptor.kind) {
    case 'number':
      return describeRange(descriptor) + (descriptor.scheduled ? ' or a schedule' : '')
    case 'flag':
      return 'true or false'
    case 'choice':
      return `one of ${descriptor.choices.map((c) => JSON.stringify(c)).join(', ')}`
    case 'schedule':
      return 'a schedule (a function of the count)'
    case 'mask':
      return 'a mask: a tree of booleans, path patterns, or a function of path and leaf'
    case 'labels':
      return 'labels: a tree of labels, a record from path patterns to labels, or a function of path and leaf'
    case 'transformation':
      return 'a transformation'
    case 'transformations':
      return 'a record from names to transformations'
    case 'nullable':
      return `${describe(descriptor.inner)} or null`
    case 'list':
      return descriptor.single ? `an array, or ${describe(descriptor.inner)}` : 'an array'
    case 'countRecord':
      return 'a record from counts to values'
    case 'record':
      return 'a record of options'
  }
}

/** Whether a number is finite, within the range, and whole where it must be. */
export const inRange = (value: number, { min, max, open, integer }: NumberDescriptor): boolean =>
  Number.isFinite(value) &&
  (open[0] ? value > min : value >= min) &&
  (open[1] ? value < max : value <= max) &&
  (!integer || Number.isInteger(value))

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isTree = (value: unknown): boolean => typeof value === 'object' && value !== null

const fail = (name: string, path: string, expected: string, value: unknown): never => {
  throw new OptfuseError('invalid-option', `option ${path} must be ${expected}, got ${show(value)}.`, {
    transformation: name,
  })
}

const read = (name: string, path: string, descriptor: Descriptor, value: unknown): unknown => {
  const refuse = (): never => fail(name, path, describe(descriptor), value)
  switch (descriptor.kind) {
    case 'number':
      if (isSymbolic(value)) {
        const { range } = value
        return range === undefined || rangeWithin(range, descriptor) ? value : refuse()
      }
      if (descriptor.scheduled && typeof value === 'function') return value
      return typeof value === 'number' && inRange(value, descriptor) ? value : refuse()
    case 'flag':
      return typeof value === 'boolean' ? value : refuse()
    case 'choice':
      return typeof value === 'string' && descriptor.choices.includes(value) ? value : refuse()
    case 'schedule':
      return typeof value === 'function' ? value : refuse()
    case 'mask':
      return typeof value === 'boolean' || typeof value === 'function' || isTree(value) ? value : refuse()
    case 'labels':
      return typeof value === 'string' || typeof value === 'function' || isTree(value) ? value : refuse()
    case 'transformation':
      // Who wraps it looks closer.
      return value
    case 'transformations':
      return isRecord(value) ? value : refuse()
    case 'nullable':
      return value === null ? null : read(name, path, descriptor.inner, value)
    case 'list':
      if (Array.isArray(value)) {
        return value.map((item: unknown, i) => read(name, `${path}[${i}]`, descriptor.inner, item))
      }
      return descriptor.single ? [read(name, path, descriptor.inner, value)] : refuse()
    case 'countRecord':
      if (!isRecord(value)) return refuse()
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) =>
          /^(0|[1-9]\d*)$/.test(key)
            ? [key, read(name, `${path}[${key}]`, descriptor.inner, item)]
            : fail(name, `${path} key`, 'a whole number >= 0', key),
        ),
      )
    case 'record':
      return readRecord(name, path, descriptor.inner, value)
  }
}

const readRecord = (name: string, path: string, schema: Schema, given: unknown): Readonly<Record<string, unknown>> => {
  if (!isRecord(given)) return fail(name, path === '' ? 'argument' : path, 'a record of options', given)
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
      if (value !== undefined) return [key, read(name, prefix + key, descriptor, value)]
      if ('default' in descriptor) return [key, descriptor.default]
      throw new OptfuseError('invalid-option', `option ${prefix}${key} is required: give ${describe(descriptor)}.`, {
        transformation: name,
      })
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
  readRecord(name, '', schema, given) as Resolved<S>
