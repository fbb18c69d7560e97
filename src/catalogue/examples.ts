/** Numbers that change from step to step, for the examples of rows. @module */
import { linearSchedule } from '../schedules/linearSchedule.ts'

/** A fraction that falls from 0.9 to 0.1. */
export const decreasing = linearSchedule({ initValue: 0.9, endValue: 0.1, transitionSteps: 10 })

/** A learning rate that rises from 0.01 to 0.1. */
export const rising = linearSchedule({ initValue: 0.01, endValue: 0.1, transitionSteps: 5 })
