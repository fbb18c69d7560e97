/** A linear warm-up in front of another schedule. @module */
import { joinSchedules } from './joinSchedules.ts'
import { linearSchedule } from './linearSchedule.ts'
import type { Schedule } from './schedule.ts'

/** A linear warm-up. */
export interface WarmUp {
  /** The value at count 0. */
  readonly initValue: number
  /** The value at the end of the warm-up. */
  readonly peakValue: number
  /** How many steps the warm-up takes; 0 for none. */
  readonly warmupSteps: number
}

/** A straight line from `initValue` to `peakValue`, then `after`, which counts from 0 at `warmupSteps`. */
export const warmUpThen = ({ initValue, peakValue, warmupSteps }: WarmUp, after: Schedule): Schedule =>
  warmupSteps === 0
    ? after
    : joinSchedules({
        schedules: [linearSchedule({ initValue, endValue: peakValue, transitionSteps: warmupSteps }), after],
        boundaries: [warmupSteps],
      })
