/** Schedules from their spec, by nothing but the factories: the replay of schedules needs no more. @module */
import { scheduleCatalogue } from '../../src/catalogue/schedules.ts'
import type { Schedule } from '../../src/schedules/index.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A schedule from `{ name: options }`, with the schedules nested in the options of `joinSchedules` built first. */
export const buildSchedule = (spec: unknown): Schedule => {
  const [[name, options]] = Object.entries(spec ?? {})
  const factory = scheduleCatalogue.find(({ make }) => make.factoryName === name)?.make
  if (factory === undefined || !isRecord(options)) throw new Error(`not the spec of a schedule: ${name}`)
  const { schedules } = options
  return factory.fromOptions(
    Array.isArray(schedules) ? { ...options, schedules: schedules.map(buildSchedule) } : options,
  )
}
