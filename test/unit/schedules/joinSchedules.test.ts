import { describe, expect, it } from 'vitest'
import { constantSchedule, joinSchedules, type Schedule } from '../../../src/schedules/index.ts'

const count: Schedule = (n) => n

describe('joinSchedules', () => {
  it('gives a boundary to the schedule that begins there, and starts its count at 0', () => {
    const joined = joinSchedules({ schedules: [count, (n) => 100 + n, (n) => 200 + n], boundaries: [2, 5] })
    expect([0, 1, 2, 3, 4, 5, 6].map(joined)).toEqual([0, 1, 100, 101, 102, 200, 201])
  })

  it('skips a schedule that is given no steps', () => {
    const joined = joinSchedules({ schedules: [count, () => -1, (n) => 200 + n], boundaries: [2, 2] })
    expect([1, 2, 3].map(joined)).toEqual([1, 200, 201])
    expect(joinSchedules({ schedules: [() => -1, count], boundaries: [0] })(0)).toBe(0)
  })

  it('is the schedule itself when there is only one', () => {
    expect([0, 7].map(joinSchedules({ schedules: [count], boundaries: [] }))).toEqual([0, 7])
  })

  it('keeps the schedules it joins in its spec', () => {
    const schedules = [constantSchedule(1), constantSchedule(2)]
    expect(joinSchedules({ schedules, boundaries: [3] }).spec.options).toEqual({ schedules, boundaries: [3] })
  })

  it('refuses boundaries that do not fit', () => {
    expect(() => joinSchedules({ schedules: [], boundaries: [] })).toThrow('at least one schedule')
    expect(() => joinSchedules({ schedules: [count, count], boundaries: [] })).toThrow(
      'joinSchedules: option boundaries must hold one count for every schedule but the first, that is 1, got 0.',
    )
    expect(() => joinSchedules({ schedules: [count, count, count], boundaries: [5, 2] })).toThrow(
      'joinSchedules: option boundaries must ascend, got 2 after 5.',
    )
    expect(() => joinSchedules({ schedules: [count, count], boundaries: [NaN] })).toThrow('boundaries[0]')
  })

  it('refuses what is not a schedule', () => {
    // @ts-expect-error a number is not a schedule
    expect(() => joinSchedules({ schedules: [count, 0.1], boundaries: [1] })).toThrow('schedules[1]')
  })
})
