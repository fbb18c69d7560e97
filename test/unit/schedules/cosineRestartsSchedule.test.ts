import { describe, expect, it } from 'vitest'
import { cosineDecaySchedule, cosineRestartsSchedule, type Schedule } from '../../../src/schedules/index.ts'

const at = (schedule: Schedule, counts: readonly number[]): readonly number[] =>
  counts.map((count) => Number(schedule(count).toFixed(13)))

describe('cosineRestartsSchedule', () => {
  it('begins anew after every decay', () => {
    expect(at(cosineRestartsSchedule({ initValue: 4, decaySteps: 2 }), [0, 1, 2, 3, 4])).toEqual([4, 2, 4, 2, 4])
  })

  it('takes longer and begins lower with every decay', () => {
    const schedule = cosineRestartsSchedule({ initValue: 4, decaySteps: 2, tMul: 2, mMul: 0.5 })
    expect(at(schedule, [0, 1, 2, 4, 6, 10])).toEqual([4, 2, 2, 1, 1, 0.5])
  })

  it('goes down to a fraction of the first value, whatever the height', () => {
    const schedule = cosineRestartsSchedule({ initValue: 4, decaySteps: 2, mMul: 0.5, alpha: 0.5 })
    expect(at(schedule, [0, 1, 2, 3])).toEqual([4, 3, 3, 2.5])
  })

  it('is cosineDecaySchedule until the first restart', () => {
    const options = { initValue: 0.3, decaySteps: 7, alpha: 0.1 }
    for (const count of [0, 1, 4, 6]) {
      expect(cosineRestartsSchedule({ ...options, tMul: 1.5 })(count)).toBe(cosineDecaySchedule(options)(count))
    }
  })

  it('refuses decays that become shorter, which would come to an end', () => {
    expect(() => cosineRestartsSchedule({ initValue: 1, decaySteps: 2, tMul: 0.5 })).toThrow(
      'cosineRestartsSchedule: option tMul must be a number >= 1, got 0.5.',
    )
  })
})
