/** The factory of schedule factories. @module */
import type { Given, Resolved, Schema } from '../options/descriptor.ts'
import { readOptions } from '../options/readOptions.ts'
import { isSymbolic } from '../options/symbolic.ts'
import type { Schedule, ScheduleSpec } from './schedule.ts'

/** One schedule: its name, its options, and its value as a function of them. */
export interface ScheduleDefinition<S extends Schema> {
  /** The public name, for messages and specs. */
  readonly name: string
  /** What the options are. */
  readonly options: S
  /** From checked options to the function of the count; computed once, so what does not depend on the count goes here. */
  readonly make: (options: Resolved<S>) => (count: number) => number
}

/** A schedule that knows the spec it was built from. */
export interface SpecifiedSchedule extends Schedule {
  readonly spec: ScheduleSpec
}

/** A function that builds schedules, together with what a spec decoder needs to know about it. */
export interface ScheduleFactory<Args extends readonly unknown[], S extends Schema> {
  (...args: Args): SpecifiedSchedule
  /** The public name. */
  readonly factoryName: string
  /** What the options are. */
  readonly schema: S
  /** Make it from one record of options, every one under its own name. */
  readonly fromOptions: (options: Readonly<Record<string, unknown>>) => SpecifiedSchedule
}

/** Whether options hold a symbol, however deep. */
const hasSymbols = (value: unknown): boolean =>
  isSymbolic(value) || (typeof value === 'object' && value !== null && Object.values(value).some(hasSymbols))

/**
 * Define a schedule factory: options are checked and their defaults filled in when the factory is called, and the
 * schedule it returns carries its spec.
 *
 * @param definition name, options and value of the schedule
 * @param toOptions from the factory's arguments to its options; the names of its parameters become the factory's
 * @returns the factory; it throws OptfuseError `unknown-option` or `invalid-option`
 *
 * @example
 * const sawtooth = defineSchedule(
 *   { name: 'sawtooth', options: { period: requiredNumber(positive) }, make: ({ period }) => (count) => (count % period) / period },
 *   (options: { readonly period: number }) => options,
 * )
 * sawtooth({ period: 4 })(5) // 0.25
 */
export const defineSchedule = <S extends Schema, Args extends readonly unknown[]>(
  { name, options: schema, make }: ScheduleDefinition<S>,
  toOptions: (...args: Args) => Given<S>,
): ScheduleFactory<Args, S> => {
  const build = (given: Given<S>): SpecifiedSchedule => {
    const options = readOptions(name, schema, given)
    // With symbols among its numbers it has a formula and no values; asked for one, it says so.
    const value = hasSymbols(options) ? (count: number) => Number(make(options)(count)) : make(options)
    return Object.freeze(Object.assign((count: number) => value(count), { spec: { name, options } }))
  }
  return Object.freeze(
    Object.assign((...args: Args) => build(toOptions(...args)), {
      factoryName: name,
      schema,
      // `readOptions` checks the record, so an unchecked one from a spec is safe here.
      fromOptions: (options: Readonly<Record<string, unknown>>) => build(options as Given<S>),
    }),
  )
}
