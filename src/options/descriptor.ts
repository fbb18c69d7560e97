/**
 * Option descriptors: one description of an option from which the factory's check, its default, the spec codec, the
 * documentation and the random options of the law suite all derive.
 * @module
 */

import type { Labels, Mask } from '../pytree/index.ts'
import type { OptionCheck } from './check.ts'

/** A transformation, of which options need only know that it is one. */
export interface AnyTransformation {
  readonly definition: object
}

/** A pure function of the step count, usable wherever a hyperparameter may be scheduled. */
export type CountFunction = (count: number) => number

/** What every descriptor has. */
interface Checked {
  readonly check: OptionCheck
}

/** A number within a range. */
export interface NumberDescriptor<
  Scheduled extends boolean = boolean,
  Required extends boolean = boolean,
> extends Checked {
  readonly kind: 'number'
  /** Whether a schedule may stand in place of the number. */
  readonly scheduled: Scheduled
  readonly required: Required
  readonly default?: number
  readonly min: number
  readonly max: number
  /** Whether `min` and `max` themselves are excluded. */
  readonly open: readonly [min: boolean, max: boolean]
  readonly integer: boolean
}

/** A boolean. */
export interface FlagDescriptor extends Checked {
  readonly kind: 'flag'
  readonly required: false
  readonly default: boolean
}

/** One of a few names. */
export interface ChoiceDescriptor<Choice extends string = string, Required extends boolean = boolean> extends Checked {
  readonly kind: 'choice'
  readonly required: Required
  readonly default?: Choice
  readonly choices: readonly Choice[]
}

/** Another descriptor's value, or `null`, by default unless it has one of its own, for "leave it out". */
export interface NullableDescriptor<Inner extends Descriptor = Descriptor> extends Checked {
  readonly kind: 'nullable'
  readonly required: false
  readonly default: number | null
  readonly inner: Inner
}

/** A list of values. */
export interface ListDescriptor<
  Inner extends Descriptor = Descriptor,
  Single extends boolean = boolean,
> extends Checked {
  readonly kind: 'list'
  readonly required: true
  /** Whether one value may stand for the list that holds only it. */
  readonly single: Single
  readonly inner: Inner
}

/** A record from whole numbers (counts, written as keys) to values. */
export interface CountRecordDescriptor<Inner extends Descriptor = Descriptor> extends Checked {
  readonly kind: 'countRecord'
  readonly required: false
  readonly default: Readonly<Record<number, never>>
  readonly inner: Inner
}

/** A record of options described by a schema of its own. */
export interface RecordDescriptor<Inner extends Schema = Schema> extends Checked {
  readonly kind: 'record'
  readonly required: true
  readonly inner: Inner
}

/** A schedule, and not a number. */
export interface ScheduleDescriptor extends Checked {
  readonly kind: 'schedule'
  readonly required: true
}

/** Which leaves, in any form that `maskLeaves` takes. */
export interface MaskDescriptor extends Checked {
  readonly kind: 'mask'
  readonly required: true
}

/** Another transformation. */
export interface TransformationDescriptor extends Checked {
  readonly kind: 'transformation'
  readonly required: true
}

/** Other transformations by name. */
export interface TransformationsDescriptor extends Checked {
  readonly kind: 'transformations'
  readonly required: true
}

/** A label for each leaf, in any form that `labelLeaves` takes. */
export interface LabelsDescriptor extends Checked {
  readonly kind: 'labels'
  readonly required: true
}

/** What is known of one option of a factory: what it takes, whether it must be given, and what stands in for it otherwise. */
export type Descriptor = Checked &
  (
    | MaskDescriptor
    | LabelsDescriptor
    | TransformationDescriptor
    | TransformationsDescriptor
    | NumberDescriptor
    | FlagDescriptor
    | ChoiceDescriptor
    | ScheduleDescriptor
    | {
        readonly kind: 'nullable'
        readonly required: false
        readonly default: number | null
        readonly inner: Descriptor
      }
    | { readonly kind: 'list'; readonly required: true; readonly single: boolean; readonly inner: Descriptor }
    | {
        readonly kind: 'countRecord'
        readonly required: false
        readonly default: Readonly<Record<number, never>>
        readonly inner: Descriptor
      }
    | { readonly kind: 'record'; readonly required: true; readonly inner: Schema }
  )

/** The options of one transformation, optimizer or schedule. */
export interface Schema {
  readonly [option: string]: Descriptor
}

/** What a caller may pass for a descriptor; `unknown` where it could be any, which also ends the recursion there. */
export type Value<D> = [Descriptor] extends [D] ? unknown : ValueOf<D>

interface ValueByKind {
  readonly mask: Mask
  readonly labels: Labels<string>
  readonly transformation: AnyTransformation
  readonly transformations: Readonly<Record<string, AnyTransformation>>
}

type ValueOf<D> = D extends { readonly kind: 'number'; readonly scheduled: infer S }
  ? S extends true
    ? number | CountFunction
    : number
  : D extends { readonly kind: 'flag' }
    ? boolean
    : D extends { readonly kind: 'choice'; readonly choices: readonly (infer C)[] }
      ? C
      : D extends { readonly kind: 'schedule' }
        ? CountFunction
        : D extends { readonly kind: keyof ValueByKind }
          ? ValueByKind[D['kind']]
          : D extends { readonly kind: 'nullable'; readonly inner: infer I }
            ? Value<I> | null
            : D extends { readonly kind: 'list'; readonly single: infer One; readonly inner: infer I }
              ? readonly Value<I>[] | (One extends true ? Value<I> : never)
              : D extends { readonly kind: 'countRecord'; readonly inner: infer I }
                ? Readonly<Record<number, Value<I>>>
                : D extends { readonly kind: 'record'; readonly inner: infer I }
                  ? Given<I>
                  : never

type RequiredKeys<S> = { [K in keyof S]: S[K] extends { readonly required: true } ? K : never }[keyof S]

/** The options record a caller passes: required options required, the others optional. */
export type Given<S> = { readonly [K in keyof S as K extends RequiredKeys<S> ? K : never]: Value<S[K]> } & {
  readonly [K in keyof S as K extends RequiredKeys<S> ? never : K]?: Value<S[K]> | undefined
}

/** The options record after checking, every default filled in. */
export type Resolved<S> = { readonly [K in keyof S]: Value<S[K]> }
