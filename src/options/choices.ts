/** Builders of the descriptors that are not numbers. @module */
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

/** A boolean with a default. */
export const flag = (value: boolean): FlagDescriptor => ({ kind: 'flag', required: false, default: value })

/** One of a few names; the first is the default. */
export const choice = <const C extends string>(...choices: readonly [C, ...C[]]): ChoiceDescriptor<C, false> => ({
  kind: 'choice',
  required: false,
  default: choices[0],
  choices,
})

/** One of a few names, which must be given. */
export const requiredChoice = <const C extends string>(
  ...choices: readonly [C, ...C[]]
): ChoiceDescriptor<C, true> => ({
  kind: 'choice',
  required: true,
  choices,
})

/** A value or `null`, the default, for "leave it out". */
export const nullable = <D extends Descriptor>(inner: D): NullableDescriptor<D> => ({
  kind: 'nullable',
  required: false,
  default: null,
  inner,
})

/** A list of values. */
export const list = <D extends Descriptor>(inner: D): ListDescriptor<D, false> => ({
  kind: 'list',
  required: true,
  single: false,
  inner,
})

/** A list of values, or one value for the list that holds only it; checking makes it a list. */
export const oneOrMore = <D extends Descriptor>(inner: D): ListDescriptor<D, true> => ({
  kind: 'list',
  required: true,
  single: true,
  inner,
})

/** A record from counts, written as keys, to values; empty by default. */
export const countRecord = <D extends Descriptor>(inner: D): CountRecordDescriptor<D> => ({
  kind: 'countRecord',
  required: false,
  default: {},
  inner,
})

/** A record of options. */
export const record = <S extends Schema>(inner: S): RecordDescriptor<S> => ({ kind: 'record', required: true, inner })

/** A schedule, and not a number. */
export const schedule = (): ScheduleDescriptor => ({ kind: 'schedule', required: true })

/** Which leaves. */
export const mask = (): MaskDescriptor => ({ kind: 'mask', required: true })

/** A label for each leaf. */
export const labels = (): LabelsDescriptor => ({ kind: 'labels', required: true })

/** Another transformation. */
export const inner = (): TransformationDescriptor => ({ kind: 'transformation', required: true })

/** Other transformations by name. */
export const innerByName = (): TransformationsDescriptor => ({ kind: 'transformations', required: true })
