/** Schedules: pure functions from the step count to a value. @module */
export { constantSchedule } from './constantSchedule.ts'
export { cosineDecaySchedule, type CosineDecayScheduleOptions } from './cosineDecaySchedule.ts'
export { cosineOnecycleSchedule, type CosineOnecycleScheduleOptions } from './cosineOnecycleSchedule.ts'
export { cosineRestartsSchedule, type CosineRestartsScheduleOptions } from './cosineRestartsSchedule.ts'
export { cyclicSchedule, type CyclicScheduleOptions } from './cyclicSchedule.ts'
export { exponentialDecay, type ExponentialDecayOptions } from './exponentialDecay.ts'
export { inverseTimeDecay, type InverseTimeDecayOptions } from './inverseTimeDecay.ts'
export { joinSchedules, type JoinSchedulesOptions } from './joinSchedules.ts'
export { linearOnecycleSchedule, type LinearOnecycleScheduleOptions } from './linearOnecycleSchedule.ts'
export { linearSchedule, type LinearScheduleOptions } from './linearSchedule.ts'
export { noamSchedule, type NoamScheduleOptions } from './noamSchedule.ts'
export { piecewiseConstantSchedule, type PiecewiseConstantScheduleOptions } from './piecewiseConstantSchedule.ts'
export {
  piecewiseInterpolateSchedule,
  type PiecewiseInterpolateScheduleOptions,
} from './piecewiseInterpolateSchedule.ts'
export { polynomialSchedule, type PolynomialScheduleOptions } from './polynomialSchedule.ts'
export { sgdrSchedule, type SgdrScheduleOptions } from './sgdrSchedule.ts'
export { warmupConstantSchedule, type WarmupConstantScheduleOptions } from './warmupConstantSchedule.ts'
export { warmupCosineDecaySchedule, type WarmupCosineDecayScheduleOptions } from './warmupCosineDecaySchedule.ts'
export {
  warmupExponentialDecaySchedule,
  type WarmupExponentialDecayScheduleOptions,
} from './warmupExponentialDecaySchedule.ts'
export {
  defineSchedule,
  type ScheduleDefinition,
  type ScheduleFactory,
  type SpecifiedSchedule,
} from './defineSchedule.ts'
export type { Hyperparameter, Schedule, ScheduleSpec } from './schedule.ts'
