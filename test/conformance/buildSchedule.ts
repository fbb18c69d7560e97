/** Schedules from their spec, by nothing but the factories: the replay of schedules needs no more. @module */
import { type Schedule, scheduleFactories } from '../../src/schedules/index.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const factories: Readonly<Record<string, { readonly fromOptions: unknown }>> = scheduleFactories

/** A schedule from `{ name: options }`, with the schedules nested in the options of `joinSchedules` built first. */
export const buildSchedule = (spec: unknown): Schedule => {
  const [[name, options]] = Object.entries(spec ?? {})
  const nested =
    isRecord(options) && Array.isArray(options.schedules) ? { schedules: options.schedules.map(buildSchedule) } : {}
  // The options are JSON, which the factory itself checks.
  const fromOptions = factories[name].fromOptions as (given: unknown) => Schedule
  return fromOptions({ ...options, ...nested })
}
