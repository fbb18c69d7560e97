import { expect, it } from 'vitest'
import { runningScales } from '../../../src/schedules/runningScales.ts'

it('runningScales sorts the boundaries as numbers and multiplies the scales up', () => {
  expect(runningScales(1, { 20: 0.5, 100: 3, 3: 4 })).toEqual({ boundaries: [3, 20, 100], values: [1, 4, 2, 6] })
})
