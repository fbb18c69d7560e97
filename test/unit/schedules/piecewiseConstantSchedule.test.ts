import { describe, expect, it } from 'vitest'
import { piecewiseConstantSchedule } from '../../../src/schedules/index.ts'

describe('piecewiseConstantSchedule', () => {
  it('scales the value at every boundary, whatever order they are given in', () => {
    const lr = piecewiseConstantSchedule({ initValue: 1, boundariesAndScales: { 20: 0.5, 3: 4 } })
    expect([0, 2, 3, 19, 20, 100].map(lr)).toEqual([1, 1, 4, 4, 2, 2])
  })

  it('scales from the start at boundary 0, and may stop at 0', () => {
    const lr = piecewiseConstantSchedule({ initValue: 1, boundariesAndScales: { 0: 0.5, 2: 0 } })
    expect([0, 1, 2].map(lr)).toEqual([0.5, 0.5, 0])
  })

  it('is constant without boundaries', () => {
    expect(piecewiseConstantSchedule({ initValue: 3 })(1000)).toBe(3)
  })

  it('refuses negative scales and boundaries that are not counts', () => {
    expect(() => piecewiseConstantSchedule({ initValue: 1, boundariesAndScales: { 5: -1 } })).toThrow(
      'piecewiseConstantSchedule: option boundariesAndScales[5] must be a number >= 0, got -1.',
    )
    expect(() => piecewiseConstantSchedule({ initValue: 1, boundariesAndScales: { 2.5: 1 } })).toThrow(
      'piecewiseConstantSchedule: option boundariesAndScales key must be a whole number >= 0, got "2.5".',
    )
  })
})
