import { expect, it } from 'vitest'
import { constantSchedule } from '../../../src/schedules/index.ts'

it('constantSchedule is the same at every count', () => {
  expect([0, 1, 1e9].map(constantSchedule(0.25))).toEqual([0.25, 0.25, 0.25])
  expect(constantSchedule(0.25).spec).toEqual({ name: 'constantSchedule', options: { value: 0.25 } })
})

it.each([NaN, Infinity, -Infinity])('constantSchedule refuses %s', (value) => {
  expect(() => constantSchedule(value)).toThrow(`constantSchedule: option value must be a finite number, got ${value}.`)
})
