import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scheduleCatalogue } from '../../../src/catalogue/schedules.ts'
import { interpret, slot } from '../../../src/expr/index.ts'
import { anySchedule } from '../../../src/laws/index.ts'
import { formulaOfSchedule } from '../../../src/prove/scheduleFormula.ts'
import type { Schedule } from '../../../src/index.ts'
import { fromSpec } from '../../../src/spec/index.ts'
import { rulesOf } from '../../../src/rule/rulesOf.ts'

const count = slot('count', 'uniform')

/** The largest difference between a schedule and its formula, relative to its values. */
const apart = (schedule: Schedule): number | undefined => {
  const formula = formulaOfSchedule(schedule, count)
  if (formula === undefined) return undefined
  const counts = [...Array(64).keys(), 1000, 1e6]
  return Math.max(
    ...counts.map((at) => {
      const [value, other] = [schedule(at), interpret(formula, { slots: { count: at } })]
      return value === other || (Number.isNaN(value) && Number.isNaN(other))
        ? 0
        : Math.abs(value - other) / Math.max(Math.abs(value), Math.abs(schedule(0)), 1e-300)
    }),
  )
}

const scheduleOf = (spec: unknown): Schedule => {
  const [rule] = rulesOf(fromSpec({ scaleBySchedule: { stepSizeFn: spec } }).definition)
  return rule.spec.options['stepSizeFn'] as Schedule
}

describe('the formula of a schedule', () => {
  it.each(
    scheduleCatalogue.flatMap(({ make, examples }) =>
      examples.map((options) => ({ name: make.factoryName, make, options })),
    ),
  )('gives the values of $name, where it is known', ({ make, options }) => {
    expect(apart(make.fromOptions(options)) ?? 0).toBeLessThan(1e-12)
  })

  it('is known of these', () => {
    const known = scheduleCatalogue.filter(({ make, examples }) => apart(make.fromOptions(examples[0])) !== undefined)
    expect(known.map(({ make }) => make.factoryName)).toEqual([
      'constantSchedule',
      'cosineDecaySchedule',
      'exponentialDecay',
      'inverseTimeDecay',
      'joinSchedules',
      'linearSchedule',
      'noamSchedule',
      'piecewiseConstantSchedule',
      'piecewiseInterpolateSchedule',
      'polynomialSchedule',
      'warmupConstantSchedule',
      'warmupCosineDecaySchedule',
      'warmupExponentialDecaySchedule',
    ])
  })

  it('gives the values of random schedules of random schedules', () => {
    fc.assert(
      fc.property(anySchedule(), (spec) => {
        expect(apart(scheduleOf(spec)) ?? 0).toBeLessThan(1e-9)
      }),
      { seed: 20240229, numRuns: 300 },
    )
  })

  it('is not known of a plain function', () => {
    expect(formulaOfSchedule((at) => 1 / (at + 1), count)).toBeUndefined()
  })
})
