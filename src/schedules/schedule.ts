/** Schedules: hyperparameters as pure functions of the step count. @module */

/** The description a schedule was built from, as a spec writes it. */
export interface ScheduleSpec {
  /** The public name of the factory, such as `cosineDecaySchedule`. */
  readonly name: string
  /** Its options under their names, every default filled in; schedules given as options stay schedules. */
  readonly options: Readonly<Record<string, unknown>>
}

/**
 * A pure function from the count of steps taken so far (0 at the first update) to a value.
 *
 * Any `(count: number) => number` is a schedule, and a schedule is fp-ts's `Reader<number, number>`, so that its `map`
 * and `ap` compose schedules. Those built by the factories of this library carry the `spec` that rebuilds them; composed
 * and hand-written ones carry none.
 *
 * @example
 * const halfEverySecondStep: Schedule = (count) => 0.1 * 0.5 ** Math.floor(count / 2)
 * halfEverySecondStep(4) // 0.025
 */
export interface Schedule {
  (count: number): number
  readonly spec?: ScheduleSpec
}

/** A number held fixed, or a schedule read at every step. */
export type Hyperparameter = number | Schedule
