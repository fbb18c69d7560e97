import { describe, expect, it } from 'vitest'
import { scheduleCatalogue } from '../../src/catalogue/schedules.ts'
import { buildSchedule } from './buildSchedule.ts'
import { readSchedules, type ScheduleVector } from './vectors.ts'

describe('schedules give the values of optax, PyTorch or Keras', () => {
  const vectors = readSchedules()

  /** Keras takes cosines in float32, whatever it is told. */
  const exactness = (oracle: ScheduleVector['oracle']): number =>
    Object.keys(oracle ?? {}).some((kind) => /^keras\..*Cosine/.test(kind)) ? 2e-7 : 1e-12

  it.each(vectors)('$title', ({ schedule, oracle, values }) => {
    const ours = values.map((_, count) => buildSchedule(schedule)(count))
    for (const [count, value] of values.entries()) {
      const tolerance = exactness(oracle) * Math.max(Math.abs(Number(value)), Math.abs(Number(values[0])))
      expect(Math.abs(ours[count] - Number(value)), `count ${count}`).toBeLessThanOrEqual(tolerance)
    }
  })

  it('at least three times for every schedule', () => {
    for (const { make } of scheduleCatalogue) {
      const name = make.factoryName
      const cases = vectors.filter(({ schedule }) => Object.hasOwn(schedule ?? {}, name))
      expect(cases.length, name).toBeGreaterThanOrEqual(3)
    }
  })
})
