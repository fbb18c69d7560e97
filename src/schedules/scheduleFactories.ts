/** Every schedule factory by name. @module */
import { constantSchedule } from './constantSchedule.ts'
import { cosineDecaySchedule } from './cosineDecaySchedule.ts'
import { cosineOnecycleSchedule } from './cosineOnecycleSchedule.ts'
import { exponentialDecay } from './exponentialDecay.ts'
import { joinSchedules } from './joinSchedules.ts'
import { linearOnecycleSchedule } from './linearOnecycleSchedule.ts'
import { linearSchedule } from './linearSchedule.ts'
import { piecewiseConstantSchedule } from './piecewiseConstantSchedule.ts'
import { piecewiseInterpolateSchedule } from './piecewiseInterpolateSchedule.ts'
import { polynomialSchedule } from './polynomialSchedule.ts'
import { sgdrSchedule } from './sgdrSchedule.ts'
import { warmupConstantSchedule } from './warmupConstantSchedule.ts'
import { warmupCosineDecaySchedule } from './warmupCosineDecaySchedule.ts'
import { warmupExponentialDecaySchedule } from './warmupExponentialDecaySchedule.ts'

/** Every schedule factory of this library under its public name: what a spec may name. */
export const scheduleFactories = {
  constantSchedule,
  cosineDecaySchedule,
  cosineOnecycleSchedule,
  exponentialDecay,
  joinSchedules,
  linearOnecycleSchedule,
  linearSchedule,
  piecewiseConstantSchedule,
  piecewiseInterpolateSchedule,
  polynomialSchedule,
  sgdrSchedule,
  warmupConstantSchedule,
  warmupCosineDecaySchedule,
  warmupExponentialDecaySchedule,
}
