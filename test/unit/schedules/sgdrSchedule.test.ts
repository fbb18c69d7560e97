import { describe, expect, it } from 'vitest'
import { sgdrSchedule } from '../../../src/schedules/index.ts'

const cycle = { initValue: 0, peakValue: 4, warmupSteps: 1, decaySteps: 3 }

describe('sgdrSchedule', () => {
  it('restarts the cosine at the end of every cycle and stays at the end of the last', () => {
    const lr = sgdrSchedule({ cosineKwargs: [cycle, { ...cycle, peakValue: 2, decaySteps: 5 }] })
    const values = [0, 1, 2, 3, 4, 6, 8, 9].map((count) => Number(lr(count).toFixed(13)))
    expect(values).toEqual([0, 4, 2, 0, 2, 1, 0, 0])
  })

  it('fills the defaults of every cycle in its spec', () => {
    expect(sgdrSchedule({ cosineKwargs: [cycle] }).spec.options).toEqual({
      cosineKwargs: [{ ...cycle, endValue: 0, exponent: 1 }],
    })
  })

  it('refuses no cycles, and a wrong option of a cycle by its place', () => {
    expect(() => sgdrSchedule({ cosineKwargs: [] })).toThrow('sgdrSchedule: option cosineKwargs must hold at least one')
    expect(() => sgdrSchedule({ cosineKwargs: [cycle, { ...cycle, peakValue: NaN }] })).toThrow(
      'sgdrSchedule: option cosineKwargs[1].peakValue must be a finite number, got NaN.',
    )
  })
})
