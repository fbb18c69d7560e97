/** Every schedule of the library, with options to show it in. @module */
import type { Given, Schema } from '../options/descriptor.ts'
import {
  constantSchedule,
  cosineDecaySchedule,
  cosineOnecycleSchedule,
  cosineRestartsSchedule,
  cyclicSchedule,
  exponentialDecay,
  inverseTimeDecay,
  joinSchedules,
  linearOnecycleSchedule,
  linearSchedule,
  noamSchedule,
  piecewiseConstantSchedule,
  piecewiseInterpolateSchedule,
  polynomialSchedule,
  sgdrSchedule,
  warmupConstantSchedule,
  warmupCosineDecaySchedule,
  warmupExponentialDecaySchedule,
  type Schedule,
} from '../schedules/index.ts'

/** A factory of schedules, whatever its arguments. */
export interface AnyScheduleFactory<S extends Schema = Schema> {
  /** The public name, as in specs. */
  readonly factoryName: string
  readonly schema: S
  /** Make it from one record of options, every one under its own name. */
  readonly fromOptions: (options: Readonly<Record<string, unknown>>) => Schedule
}

/** One schedule. */
export interface ScheduleRow {
  readonly make: AnyScheduleFactory
  /** Where it was published, or what else says how it is done. */
  readonly paper: string
  /** Options that show it in different shapes, all required ones among them. */
  readonly examples: readonly Readonly<Record<string, unknown>>[]
}

const row = <S extends Schema>(
  make: AnyScheduleFactory<S>,
  about: Omit<ScheduleRow, 'make' | 'examples'> & { readonly examples: readonly NoInfer<Given<S>>[] },
): ScheduleRow => ({ make, ...about })

const rising = linearSchedule({ initValue: 0, endValue: 1, transitionSteps: 5 })
const falling = cosineDecaySchedule({ initValue: 1, decaySteps: 10 })
const cycle = { initValue: 0, peakValue: 1, warmupSteps: 2, decaySteps: 8 }

/** Every schedule, in the order of their names. */
export const scheduleCatalogue: readonly ScheduleRow[] = [
  row(constantSchedule, { paper: 'optax', examples: [{ value: 0.1 }, { value: 0 }] }),
  row(cosineDecaySchedule, {
    paper: 'Loshchilov and Hutter 2016, https://arxiv.org/abs/1608.03983',
    examples: [
      { initValue: 1, decaySteps: 10 },
      { initValue: 0.5, decaySteps: 7, alpha: 0.1, exponent: 2 },
    ],
  }),
  row(cosineOnecycleSchedule, {
    paper: 'Smith and Topin 2017, https://arxiv.org/abs/1708.07120',
    examples: [
      { transitionSteps: 20, peakValue: 1 },
      { transitionSteps: 10, peakValue: 0.5, pctStart: 0.5, divFactor: 10, finalDivFactor: 100 },
    ],
  }),
  row(cosineRestartsSchedule, {
    paper: 'Loshchilov and Hutter 2016, https://arxiv.org/abs/1608.03983',
    examples: [
      { initValue: 1, decaySteps: 5 },
      { initValue: 0.5, decaySteps: 3, tMul: 2, mMul: 0.5, alpha: 0.1 },
    ],
  }),
  row(cyclicSchedule, {
    paper: 'Smith 2017, https://arxiv.org/abs/1506.01186',
    examples: [
      { initValue: 0.1, peakValue: 1, stepsUp: 5 },
      { initValue: 0, peakValue: 1, stepsUp: 2, stepsDown: 4, mode: 'triangular2' },
      { initValue: 0, peakValue: 1, stepsUp: 3, mode: 'expRange', gamma: 0.9 },
    ],
  }),
  row(exponentialDecay, {
    paper: 'optax',
    examples: [
      { initValue: 1, transitionSteps: 5, decayRate: 0.5 },
      { initValue: 1, transitionSteps: 3, decayRate: 0.5, transitionBegin: 2, staircase: true, endValue: 0.2 },
    ],
  }),
  row(inverseTimeDecay, {
    paper: 'Keras',
    examples: [
      { initValue: 1, transitionSteps: 5, decayRate: 0.5 },
      { initValue: 1, transitionSteps: 3, decayRate: 2, transitionBegin: 2, staircase: true },
    ],
  }),
  row(joinSchedules, {
    paper: 'optax',
    examples: [
      { schedules: [rising, falling], boundaries: [5] },
      { schedules: [rising, constantSchedule(0.5), falling], boundaries: [4, 9] },
    ],
  }),
  row(linearOnecycleSchedule, {
    paper: 'Smith and Topin 2017, https://arxiv.org/abs/1708.07120',
    examples: [
      { transitionSteps: 20, peakValue: 1 },
      { transitionSteps: 10, peakValue: 0.5, pctStart: 0.2, pctFinal: 0.8, divFactor: 10, finalDivFactor: 100 },
    ],
  }),
  row(linearSchedule, {
    paper: 'optax',
    examples: [
      { initValue: 1, endValue: 0, transitionSteps: 10 },
      { initValue: 0, endValue: 1, transitionSteps: 4, transitionBegin: 3 },
    ],
  }),
  row(noamSchedule, {
    paper: 'Vaswani et al. 2017, https://arxiv.org/abs/1706.03762',
    examples: [
      { modelSize: 64, warmupSteps: 5 },
      { modelSize: 16, warmupSteps: 3, factor: 0.5 },
    ],
  }),
  row(piecewiseConstantSchedule, {
    paper: 'optax',
    examples: [{ initValue: 1 }, { initValue: 1, boundariesAndScales: { 3: 0.5, 8: 0.1 } }],
  }),
  row(piecewiseInterpolateSchedule, {
    paper: 'optax',
    examples: [
      { interpolateType: 'linear', initValue: 1, boundariesAndScales: { 3: 0.5, 8: 0.1 } },
      { interpolateType: 'cosine', initValue: 1, boundariesAndScales: { 5: 2, 9: 0 } },
    ],
  }),
  row(polynomialSchedule, {
    paper: 'optax',
    examples: [
      { initValue: 1, endValue: 0, power: 2, transitionSteps: 10 },
      { initValue: 0, endValue: 1, power: 0.5, transitionSteps: 4, transitionBegin: 3 },
      { initValue: 1, endValue: 0.1, power: 1, transitionSteps: 4, cycle: true },
    ],
  }),
  row(sgdrSchedule, {
    paper: 'Loshchilov and Hutter 2016, https://arxiv.org/abs/1608.03983',
    examples: [{ cosineKwargs: [cycle] }, { cosineKwargs: [cycle, { ...cycle, peakValue: 0.5, endValue: 0.1 }] }],
  }),
  row(warmupConstantSchedule, {
    paper: 'Goyal et al. 2017, https://arxiv.org/abs/1706.02677',
    examples: [
      { initValue: 0, peakValue: 1, warmupSteps: 5 },
      { initValue: 0.1, peakValue: 1, warmupSteps: 0 },
    ],
  }),
  row(warmupCosineDecaySchedule, {
    paper: 'Loshchilov and Hutter 2016, https://arxiv.org/abs/1608.03983',
    examples: [cycle, { initValue: 0.1, peakValue: 1, warmupSteps: 5, decaySteps: 20, endValue: 0.01, exponent: 2 }],
  }),
  row(warmupExponentialDecaySchedule, {
    paper: 'optax',
    examples: [
      { initValue: 0, peakValue: 1, warmupSteps: 5, transitionSteps: 4, decayRate: 0.5 },
      {
        initValue: 0,
        peakValue: 1,
        warmupSteps: 3,
        transitionSteps: 4,
        decayRate: 0.5,
        transitionBegin: 2,
        staircase: true,
        endValue: 0.1,
      },
    ],
  }),
]
