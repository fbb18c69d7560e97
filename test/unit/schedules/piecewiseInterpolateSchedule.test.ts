import { describe, expect, it } from 'vitest'
import { piecewiseInterpolateSchedule } from '../../../src/schedules/index.ts'

const options = { initValue: 1, boundariesAndScales: { 4: 0.5, 2: 4 } }

describe('piecewiseInterpolateSchedule', () => {
  it('goes in straight lines between the scaled values', () => {
    const lr = piecewiseInterpolateSchedule({ ...options, interpolateType: 'linear' })
    expect([0, 1, 2, 3, 4, 5].map(lr)).toEqual([1, 2.5, 4, 3, 2, 2])
  })

  it('goes in half cosine waves between them', () => {
    const lr = piecewiseInterpolateSchedule({ interpolateType: 'cosine', initValue: 1, boundariesAndScales: { 6: 3 } })
    // end + (start - end) / 2 * (1 + cos(180 degrees * t / 6)) = 3 - (1 + cos)
    expect([0, 2, 3, 4, 6].map((count) => Number(lr(count).toFixed(13)))).toEqual([1, 1.5, 2, 2.5, 3])
  })

  it('begins at the scaled value when a boundary is at 0', () => {
    const lr = piecewiseInterpolateSchedule({
      interpolateType: 'linear',
      initValue: 1,
      boundariesAndScales: { 0: 2, 4: 2 },
    })
    expect([0, 2, 4].map(lr)).toEqual([2, 3, 4])
  })

  it('is constant without boundaries', () => {
    expect([0, 9].map(piecewiseInterpolateSchedule({ interpolateType: 'cosine', initValue: 3 }))).toEqual([3, 3])
  })

  it('refuses another interpolation', () => {
    // @ts-expect-error there is no such interpolation
    expect(() => piecewiseInterpolateSchedule({ ...options, interpolateType: 'cubic' })).toThrow(
      'piecewiseInterpolateSchedule: option interpolateType must be one of "linear", "cosine", got "cubic".',
    )
  })
})
