/** From the description of options to the codec of their JSON. @module */
import * as t from 'io-ts'
import { isLeft, map, right } from 'fp-ts/lib/Either.js'
import { didYouMean } from '../errors/nearest.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import type { CountFunction, Descriptor, NumberDescriptor, Schema } from '../options/descriptor.ts'
import { describeRange, inRange } from '../options/range.ts'
import { isRecord, refuse, show } from './refuse.ts'
import { validateAll } from './validateAll.ts'

/** The JSON of an option: a schedule is an object with one key, its factory's name. */
export type OptionSpec =
  number | boolean | string | null | readonly OptionSpec[] | { readonly [name: string]: OptionSpec }

/** The JSON of a record of options; what equals its default is left out. */
export interface OptionsSpec {
  readonly [option: string]: OptionSpec
}

/** The codec of one option. */
type OptionCodec = t.Type<unknown, OptionSpec>

/** The codec of schedules that option codecs embed. */
export type ScheduleCodec = t.Type<CountFunction, OptionSpec>

/** The codecs that those of options embed. */
export interface InnerCodecs {
  readonly schedules: ScheduleCodec
  /** Looked up when it is needed: a transformation may wrap another. */
  readonly transformations?: () => { readonly validate: t.Validate<unknown, AnyGradientTransformation> }
}

const always = (_value: unknown): _value is unknown => true

const codec = (
  name: string,
  validate: t.Validate<unknown, unknown>,
  encode: (value: unknown) => OptionSpec,
): OptionCodec => new t.Type(name, always, validate, encode)

/** A codec of values that are their own JSON. */
const plain = (name: string, test: (value: unknown) => value is OptionSpec, shown = show): OptionCodec => {
  const validate: t.Validate<unknown, unknown> = (value, context) =>
    test(value) ? right(value) : refuse(value, context, `expected ${name}, got ${shown(value)}.`)
  return codec(name, validate, (value) => (test(value) ? value : null))
}

const showNumber = (value: unknown): string =>
  value === null
    ? 'null, which JSON.stringify also writes for NaN and Infinity; JSON has neither'
    : typeof value === 'number' && !Number.isFinite(value)
      ? `${value}, which JSON cannot hold`
      : show(value)

const numberCodec = (descriptor: NumberDescriptor, schedules: ScheduleCodec): OptionCodec => {
  const range = describeRange(descriptor)
  const name = descriptor.scheduled ? `${range} or a schedule, {"itsName": {…}}` : range
  const number = plain(
    name,
    (value): value is number => typeof value === 'number' && inRange(value, descriptor),
    showNumber,
  )
  if (!descriptor.scheduled) return number
  return codec(
    name,
    (value, context) => (isRecord(value) ? schedules.validate(value, context) : number.validate(value, context)),
    (value) => (schedules.is(value) ? schedules.encode(value) : number.encode(value)),
  )
}

const nullableCodec = (inner: OptionCodec): OptionCodec => {
  const name = `${inner.name}, or null`
  return codec(
    name,
    (value, context) => (value === null ? right(null) : inner.validate(value, context)),
    (value) => (value === null ? null : inner.encode(value)),
  )
}

const listCodec = (inner: OptionCodec, single: boolean): OptionCodec => {
  const name = single ? `${inner.name}, or an array of such` : `an array, each entry ${inner.name}`
  const items = (value: readonly unknown[], context: t.Context): t.Validation<unknown> =>
    validateAll(value.map((item, i) => inner.validate(item, t.appendContext(context, String(i), inner, item))))
  return codec(
    name,
    (value, context) => {
      if (Array.isArray(value)) return items(value, context)
      return single
        ? map((item: unknown): unknown => [item])(inner.validate(value, context))
        : refuse(value, context, `expected an array, got ${show(value)}.`)
    },
    (value) => {
      const list: readonly unknown[] = Array.isArray(value) ? value : [value]
      return single && list.length === 1 ? inner.encode(list[0]) : list.map((item) => inner.encode(item))
    },
  )
}

const countRecordCodec = (inner: OptionCodec): OptionCodec => {
  const entry = (key: string, value: unknown, outer: t.Context): t.Validation<readonly [string, unknown]> => {
    const context = t.appendContext(outer, key, inner, value)
    if (!/^(0|[1-9]\d*)$/.test(key)) {
      return refuse(value, context, `the keys here are counts, whole numbers >= 0, got "${key}".`)
    }
    const validated = inner.validate(value, context)
    return map((decoded: unknown) => [key, decoded] as const)(validated)
  }
  return codec(
    `an object from counts to ${inner.name}`,
    (value, context) =>
      isRecord(value)
        ? map((entries: readonly (readonly [string, unknown])[]): unknown => Object.fromEntries(entries))(
            validateAll(Object.entries(value).map(([key, item]) => entry(key, item, context))),
          )
        : refuse(value, context, `expected an object from counts to values, got ${show(value)}.`),
    (value) =>
      isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner.encode(item)])) : {},
  )
}

/** A codec of nested arrays and objects whose ends pass a test. */
const treeCodec = (name: string, test: (end: string | number | boolean) => boolean): OptionCodec => {
  const isTree = (value: unknown): value is OptionSpec =>
    value === null ||
    (Array.isArray(value)
      ? value.every(isTree)
      : isRecord(value)
        ? Object.values(value).every(isTree)
        : (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') && test(value))
  return plain(name, isTree)
}

/** The codec of a wrapped transformation. Encoding leaves its place empty: `specCodec` fills it in, which knows the path. */
const innerCodec = ({ transformations }: InnerCodecs): OptionCodec =>
  codec(
    'a transformation',
    (value, context) => transformations?.().validate(value, context) ?? refuse(value, context, 'expected a schedule.'),
    () => null,
  )

const innersCodec = (codecs: InnerCodecs): OptionCodec => {
  const one = innerCodec(codecs)
  const name = 'an object from names to transformations'
  return codec(
    name,
    (value, context) =>
      isRecord(value)
        ? map((made: readonly unknown[]): unknown =>
            Object.fromEntries(Object.keys(value).map((key, i) => [key, made[i]])),
          )(
            validateAll(
              Object.entries(value).map(([key, item]) => one.validate(item, t.appendContext(context, key, one, item))),
            ),
          )
        : refuse(value, context, `expected ${name}, got ${show(value)}.`),
    () => ({}),
  )
}

const optionCodec = (descriptor: Descriptor, inner: InnerCodecs): OptionCodec => {
  const { schedules } = inner
  switch (descriptor.kind) {
    case 'number':
      return numberCodec(descriptor, schedules)
    case 'flag':
      return plain('true or false', (value) => typeof value === 'boolean')
    case 'choice': {
      const { choices } = descriptor
      const name = choices.map((each) => JSON.stringify(each)).join(' or ')
      return plain(name, (value): value is string => typeof value === 'string' && choices.includes(value))
    }
    case 'schedule':
      return codec(
        schedules.name,
        (value, context) => schedules.validate(value, context),
        (value) => (schedules.is(value) ? schedules.encode(value) : null),
      )
    case 'mask':
      return treeCodec('a tree of true and false, or path patterns', (each) => typeof each !== 'number')
    case 'labels':
      return treeCodec('a tree of labels, or a record from path patterns to labels', (each) => typeof each === 'string')
    case 'transformation':
      return innerCodec(inner)
    case 'transformations':
      return innersCodec(inner)
    case 'nullable':
      return nullableCodec(optionCodec(descriptor.inner, inner))
    case 'list':
      return listCodec(optionCodec(descriptor.inner, inner), descriptor.single)
    case 'countRecord':
      return countRecordCodec(optionCodec(descriptor.inner, inner))
    case 'record': {
      const options = optionsCodec(descriptor.inner, inner)
      return codec(
        options.name,
        (value, context) => options.validate(value, context),
        (value) => (isRecord(value) ? options.encode(value) : {}),
      )
    }
  }
}

const isEmptyObject = (value: unknown): boolean => isRecord(value) && Object.keys(value).length === 0

const isDefault = (descriptor: Descriptor, value: unknown): boolean =>
  value === undefined ||
  ('default' in descriptor &&
    (Object.is(descriptor.default, value) || (isEmptyObject(descriptor.default) && isEmptyObject(value))))

/**
 * The codec of the options that a schema describes: from JSON to what the factory takes, and from the options of a
 * transformation back to JSON, without those that equal their default.
 *
 * @param inner the codecs of the schedules and transformations that may stand where the schema allows one
 */
export const optionsCodec = (
  schema: Schema,
  inner: InnerCodecs,
): t.Type<Readonly<Record<string, unknown>>, OptionsSpec> => {
  const known = Object.keys(schema)
  const codecs = new Map(known.map((key) => [key, optionCodec(schema[key], inner)]))

  const given = (key: string, value: unknown, outer: t.Context): t.Validation<readonly [string, unknown]> => {
    const option = codecs.get(key)
    if (option === undefined) {
      const context = t.appendContext(outer, key, t.never, value)
      const hint = known.length === 0 ? ' There are no options here.' : didYouMean(key, known)
      return refuse(value, context, `there is no option "${key}".${hint}`)
    }
    const decoded = option.validate(value, t.appendContext(outer, key, option, value))
    return map((result: unknown) => [key, result] as const)(decoded)
  }
  const missing = (value: Readonly<Record<string, unknown>>, context: t.Context): t.Errors =>
    known.flatMap((key) => {
      const option = codecs.get(key)
      if (!schema[key].required || option === undefined || Object.hasOwn(value, key)) return []
      const at = t.appendContext(context, key, option, undefined)
      const refused = refuse(undefined, at, `this option is required: give ${option.name}.`)
      return isLeft(refused) ? refused.left : []
    })

  return new t.Type(
    'an object of options',
    isRecord,
    (value, context) => {
      if (!isRecord(value)) return refuse(value, context, `expected an object of options, got ${show(value)}.`)
      const absent = missing(value, context)
      const entries = validateAll([
        ...Object.entries(value).map(([key, item]) => given(key, item, context)),
        ...(absent.length > 0 ? [t.failures<readonly [string, unknown]>(absent)] : []),
      ])
      return map((pairs: readonly (readonly [string, unknown])[]) => Object.fromEntries(pairs))(entries)
    },
    (options) =>
      Object.fromEntries(
        [...codecs]
          .filter(([key]) => !isDefault(schema[key], options[key]))
          .map(([key, option]) => [key, option.encode(options[key])]),
      ),
  )
}
