/** Schedules. @module */
import { nonNegative } from '../../options/number.ts'
import { anything } from './symbols.ts'
import type { Symbol, TheoremGroup } from './theorem.ts'

const factor: Symbol = { ...nonNegative, drawn: [0.1, 3] }

const steps: Symbol = { min: 1, integer: true, drawn: [1, 30] }

const keys = 'The counts at which a piece ends are keys of a record, which no symbol can be, so they are numbers here.'

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
      given: { a: anything, c: factor },
      remark: keys,
      left: 'scaleBySchedule(joinSchedules({ schedules: [constantSchedule({ value: a }), constantSchedule({ value: a*c })], boundaries: [7] }))',
      right: 'scaleBySchedule(piecewiseConstantSchedule({ initValue: a, boundariesAndScales: { 7: c } }))',
    },
    {
      name: 'join-of-lines-is-piecewise',
      kind: 'equal',
      statement: 'Lines one after the other are the piecewise linear schedule.',
      paper: 'optax',
      given: { a: anything, c: factor, e: factor },
      remark: keys,
      left: 'scaleBySchedule(joinSchedules({ schedules: [linearSchedule({ initValue: a, endValue: a*c, transitionSteps: 7 }), linearSchedule({ initValue: a*c, endValue: a*c*e, transitionSteps: 11 })], boundaries: [7] }))',
      right:
        'scaleBySchedule(piecewiseInterpolateSchedule({ interpolateType: "linear", initValue: a, boundariesAndScales: { 7: c, 18: e } }))',
    },
    {
      name: 'warm-up-cosine-is-a-join',
      kind: 'equal',
      statement: 'Warm-up and cosine decay are a straight line and a cosine, joined.',
      paper: 'Goyal et al. 2017, section 2.2; Loshchilov and Hutter 2016, equation 5',
      given: { a: anything, b: anything, m: steps, n: steps },
      left: 'scaleBySchedule(warmupCosineDecaySchedule({ initValue: a, peakValue: b, warmupSteps: m, decaySteps: m + n }))',
      right:
        'scaleBySchedule(joinSchedules({ schedules: [linearSchedule({ initValue: a, endValue: b, transitionSteps: m }), cosineDecaySchedule({ initValue: b, decaySteps: n })], boundaries: [m] }))',
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
