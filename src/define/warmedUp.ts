/** A learning rate with a warm-up. @module */
import { div, min, mul } from '../expr/index.ts'
import { symbolic } from '../expr/symbolic.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'
import { warmupConstantSchedule } from '../schedules/warmupConstantSchedule.ts'
import { hyperparameterAt } from './hyperparameterAt.ts'

/**
 * The learning rate with a straight line from 0 before it, if there is one.
 *
 * @param warmupSteps how many steps the line takes, or `null` for none
 * @param transformation whose option it is, for messages
 */
export const warmedUp = (
  learningRate: Hyperparameter,
  warmupSteps: number | null,
  transformation: string,
): Hyperparameter => {
  if (warmupSteps === null) return learningRate
  if (typeof learningRate === 'number') {
    return warmupConstantSchedule({ initValue: 0, peakValue: learningRate, warmupSteps })
  }
  // A formula, since another function would hide the number that `injectHyperparams` may have put behind this one.
  return symbolic((count) =>
    mul(hyperparameterAt('peakLearningRate', learningRate, count, transformation), min(div(count, warmupSteps), 1)),
  )
}
