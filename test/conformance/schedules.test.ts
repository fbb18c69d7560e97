import { describe, expect, it } from 'vitest'
import { type Schedule, scheduleFactories } from '../../src/schedules/index.ts'
import { readSchedules } from './vectors.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const factories: Readonly<Record<string, { readonly fromOptions: unknown }>> = scheduleFactories

/** A schedule from `{ name: options }`, with schedules nested in the options built first. */
const build = (spec: unknown): Schedule => {
  const [[name, options]] = Object.entries(spec ?? {})
  const nested =
    isRecord(options) && Array.isArray(options.schedules) ? { schedules: options.schedules.map(build) } : {}
  const { fromOptions } = factories[name]
  // The JSON is what the factory itself checks.
  return (fromOptions as (given: unknown) => Schedule)({ ...options, ...nested })
}

describe('schedules give the values of optax', () => {
  const vectors = readSchedules()

  it.each(vectors)('$title', ({ schedule, values }) => {
    const ours = values.map((_, count) => build(schedule)(count))
    for (const [count, value] of values.entries()) {
      const tolerance = 1e-12 * Math.max(Math.abs(Number(value)), Math.abs(Number(values[0])))
      expect(Math.abs(ours[count] - Number(value)), `count ${count}`).toBeLessThanOrEqual(tolerance)
    }
  })

  it('at least three times for every schedule', () => {
    for (const name of Object.keys(scheduleFactories)) {
      const cases = vectors.filter(({ schedule }) => Object.hasOwn(schedule ?? {}, name))
      expect(cases.length, name).toBeGreaterThanOrEqual(3)
    }
  })
})
