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
      given: { a: anything, b: { min: 0, drawn: [0.1, 3] } },
      left: 'scaleBySchedule(joinSchedules({ schedules: [constantSchedule({ value: a }), constantSchedule({ value: a·b })], boundaries: [7] }))',
      right: 'scaleBySchedule(piecewiseConstantSchedule({ initValue: a, boundariesAndScales: { 7: b } }))',
    },
    {
      name: 'join-of-lines-is-piecewise',
      kind: 'equal',
      statement: 'Lines one after the other are the piecewise linear schedule.',
      paper: 'optax',
      given: { a: anything, b: { min: 0, drawn: [0.1, 3] }, c: { min: 0, drawn: [0.1, 3] } },
      left: 'scaleBySchedule(joinSchedules({ schedules: [linearSchedule({ initValue: a, endValue: a·b, transitionSteps: 7 }), linearSchedule({ initValue: a·b, endValue: a·b·c, transitionSteps: 11 })], boundaries: [7] }))',
      right:
        'scaleBySchedule(piecewiseInterpolateSchedule({ interpolateType: "linear", initValue: a, boundariesAndScales: { 7: b, 18: c } }))',
    },
    {
      name: 'warm-up-cosine-is-a-join',
      kind: 'equal',
      statement: 'Warm-up and cosine decay are a straight line and a cosine, joined.',
      paper: 'Goyal et al. 2017, section 2.2; Loshchilov and Hutter 2016, equation 5',
      given: { a: anything, b: { drawn: [0.1, 1] } },
      left: 'scaleBySchedule(warmupCosineDecaySchedule({ initValue: a, peakValue: b, warmupSteps: 10, decaySteps: 40 }))',
      right:
        'scaleBySchedule(joinSchedules({ schedules: [linearSchedule({ initValue: a, endValue: b, transitionSteps: 10 }), cosineDecaySchedule({ initValue: b, decaySteps: 30 })], boundaries: [10] }))',
    },
    {
      name: 'scheduled-momentum-is-not-a-change-of-variables',
      kind: 'refuted',
      statement: 'The learning rate may stand inside of the velocity also when it follows a schedule.',
      paper: 'Sutskever et al. 2013, equations 1 and 2',
      given: { d: { min: 0, max: 1, drawn: [0.3, 0.9] } },
      left: 'chain(trace(d), scaleBySchedule(linearSchedule({ initValue: 1, endValue: 0.1, transitionSteps: 20 })))',
      right: 'chain(scaleBySchedule(linearSchedule({ initValue: 1, endValue: 0.1, transitionSteps: 20 })), trace(d))',
    },
  ],
}
