/** Schedules. @module */
import { anything } from './symbols.ts'
import type { Symbol, TheoremGroup } from './theorem.ts'

const steps: Symbol = { min: 1, integer: true, drawn: [1, 30] }

/** Schedules. */
export const scheduleTheorems: TheoremGroup = {
  title: 'Schedules',
  theorems: [
    {
      name: 'linear-is-polynomial',
      kind: 'equal',
      statement: 'A straight line is the polynomial of power 1.',
      paper: 'optax',
      given: { a: anything, b: anything, n: steps },
      left: 'scaleBySchedule(linearSchedule({ initValue: a, endValue: b, transitionSteps: n }))',
      right: 'scaleBySchedule(polynomialSchedule({ initValue: a, endValue: b, power: 1, transitionSteps: n }))',
    },
    {
      name: 'join-of-constants-is-piecewise',
      kind: 'equal',
      statement: 'Constants one after the other are the piecewise constant schedule.',
      paper: 'optax',
      given: {},
      left: 'scaleBySchedule(joinSchedules({ schedules: [constantSchedule({ value: 0.5 }), constantSchedule({ value: 0.2 })], boundaries: [7] }))',
      right: 'scaleBySchedule(piecewiseConstantSchedule({ initValue: 0.5, boundariesAndScales: { 7: 0.4 } }))',
    },
    {
      name: 'join-of-lines-is-piecewise',
      kind: 'equal',
      statement: 'Lines one after the other are the piecewise linear schedule.',
      paper: 'optax',
      given: {},
      left: 'scaleBySchedule(joinSchedules({ schedules: [linearSchedule({ initValue: 0.5, endValue: 0.2, transitionSteps: 7 }), linearSchedule({ initValue: 0.2, endValue: 0.6, transitionSteps: 11 })], boundaries: [7] }))',
      right:
        'scaleBySchedule(piecewiseInterpolateSchedule({ interpolateType: "linear", initValue: 0.5, boundariesAndScales: { 7: 0.4, 18: 3 } }))',
    },
    {
      name: 'warm-up-cosine-is-a-join',
      kind: 'equal',
      statement: 'Warm-up and cosine decay are a straight line and a cosine, joined.',
      paper: 'Goyal et al. 2017, section 2.2; Loshchilov and Hutter 2016, equation 5',
      given: {},
      left: 'scaleBySchedule(warmupCosineDecaySchedule({ initValue: 0.01, peakValue: 0.3, warmupSteps: 10, decaySteps: 40 }))',
      right:
        'scaleBySchedule(joinSchedules({ schedules: [linearSchedule({ initValue: 0.01, endValue: 0.3, transitionSteps: 10 }), cosineDecaySchedule({ initValue: 0.3, decaySteps: 30 })], boundaries: [10] }))',
    },
    {
      name: 'scheduled-momentum-is-not-a-change-of-variables',
      kind: 'refuted',
      statement: 'The learning rate may stand inside of the velocity also when it follows a schedule.',
      paper: 'Sutskever et al. 2013, equations 1 and 2',
      given: { d: { min: 0, max: 1, drawn: [0.3, 0.9] } },
      left: 'chain(trace(d), scaleBySchedule((count) => 1/(count + 1)))',
      right: 'chain(scaleBySchedule((count) => 1/(count + 1)), trace(d))',
    },
  ],
}
