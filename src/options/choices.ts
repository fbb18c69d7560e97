/** Builders of the descriptors that are not numbers. @module */
import { checkThat, refuseOption, type OptionCheck } from './check.ts'
import type {
  ChoiceDescriptor,
  CountRecordDescriptor,
  Descriptor,
  FlagDescriptor,
  LabelsDescriptor,
  ListDescriptor,
  MaskDescriptor,
  NullableDescriptor,
  RecordDescriptor,
  ScheduleDescriptor,
  Schema,
  TransformationDescriptor,
  TransformationsDescriptor,
} from './descriptor.ts'
import { isRecord, readRecord } from './readOptions.ts'

const isTree = (value: unknown): boolean => typeof value === 'object' && value !== null

/** A boolean with a default. */
export const flag = (value: boolean): FlagDescriptor => ({
  kind: 'flag',
  required: false,
  default: value,
  check: checkThat(
    (each) => typeof each === 'boolean',
    () => 'true or false',
  ),
})

const checkChoice = (choices: readonly string[]): OptionCheck =>
  checkThat(
    (value) => typeof value === 'string' && choices.includes(value),
    () => `one of ${choices.map((each) => JSON.stringify(each)).join(', ')}`,
  )

/** One of a few names; the first is the default. */
export const choice = <const C extends string>(...choices: readonly [C, ...C[]]): ChoiceDescriptor<C, false> => ({
  kind: 'choice',
  required: false,
  default: choices[0],
  choices,
  check: checkChoice(choices),
})

/** One of a few names, which must be given. */
export const requiredChoice = <const C extends string>(
  ...choices: readonly [C, ...C[]]
): ChoiceDescriptor<C, true> => ({
  kind: 'choice',
  required: true,
  choices,
  check: checkChoice(choices),
})

/**
 * A value or `null` for "leave it out".
 *
 * @param value the default; null unless it is a number
 */
export const nullable = <D extends Descriptor>(inner: D, value: number | null = null): NullableDescriptor<D> => ({
  kind: 'nullable',
  required: false,
  default: value,
  inner,
  check: {
    words: () => `${inner.check.words()} or null`,
    read: (given, place) => (given === null ? null : inner.check.read(given, place)),
  },
})

const checkItems = (items: OptionCheck): OptionCheck => {
  const words = (): string => 'an array'
  return {
    words,
    read: (value, place) =>
      Array.isArray(value)
        ? value.map((item: unknown, i) => items.read(item, { ...place, path: `${place.path}[${i}]` }))
        : refuseOption(place, words(), value),
  }
}

/** A list of values. */
export const list = <D extends Descriptor>(inner: D): ListDescriptor<D, false> => ({
  kind: 'list',
  required: true,
  single: false,
  inner,
  check: checkItems(inner.check),
})

/** A list of values, or one value for the list that holds only it; checking makes it a list. */
export const oneOrMore = <D extends Descriptor>(inner: D): ListDescriptor<D, true> => {
  const { read } = checkItems(inner.check)
  return {
    kind: 'list',
    required: true,
    single: true,
    inner,
    check: {
      words: () => `an array, or ${inner.check.words()}`,
      read: (value, place) => (Array.isArray(value) ? read(value, place) : [inner.check.read(value, place)]),
    },
  }
}

const checkCounts = (items: OptionCheck): OptionCheck => {
  const words = (): string => 'a record from counts to values'
  return {
    words,
    read: (value, { name, path }) => {
      if (!isRecord(value)) return refuseOption({ name, path }, words(), value)
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) =>
          /^(0|[1-9]\d*)$/.test(key)
            ? [key, items.read(item, { name, path: `${path}[${key}]` })]
            : refuseOption({ name, path: `${path} key` }, 'a whole number >= 0', key),
        ),
      )
    },
  }
}

/** A record from counts, written as keys, to values; empty by default. */
export const countRecord = <D extends Descriptor>(inner: D): CountRecordDescriptor<D> => ({
  kind: 'countRecord',
  required: false,
  default: {},
  inner,
  check: checkCounts(inner.check),
})

/** A record of options. */
export const record = <S extends Schema>(inner: S): RecordDescriptor<S> => ({
  kind: 'record',
  required: true,
  inner,
  check: { words: () => 'a record of options', read: (value, place) => readRecord(place, inner, value) },
})

/** A schedule, and not a number. */
export const schedule = (): ScheduleDescriptor => ({
  kind: 'schedule',
  required: true,
  check: checkThat(
    (value) => typeof value === 'function',
    () => 'a schedule (a function of the count)',
  ),
})

/** Which leaves. */
export const mask = (): MaskDescriptor => ({
  kind: 'mask',
  required: true,
  check: checkThat(
    (value) => typeof value === 'boolean' || typeof value === 'function' || isTree(value),
    () => 'a mask: a tree of booleans, path patterns, or a function of path and leaf',
  ),
})

/** A label for each leaf. */
export const labels = (): LabelsDescriptor => ({
  kind: 'labels',
  required: true,
  check: checkThat(
    (value) => typeof value === 'string' || typeof value === 'function' || isTree(value),
    () => 'labels: a tree of labels, a record from path patterns to labels, or a function of path and leaf',
  ),
})

/** Another transformation. */
export const inner = (): TransformationDescriptor => ({
  kind: 'transformation',
  required: true,
  // Who wraps it looks closer.
  check: { words: () => 'a transformation', read: (value) => value },
})

/** Other transformations by name. */
export const innerByName = (): TransformationsDescriptor => ({
  kind: 'transformations',
  required: true,
  check: checkThat(isRecord, () => 'a record from names to transformations'),
})
