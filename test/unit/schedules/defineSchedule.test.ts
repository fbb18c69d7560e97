import { describe, expect, it } from 'vitest'
import { flag } from '../../../src/options/choices.ts'
import { positive, requiredNumber } from '../../../src/options/number.ts'
import { defineSchedule, linearSchedule } from '../../../src/schedules/index.ts'

interface Falling {
  readonly falling?: boolean
}

const sawtooth = defineSchedule(
  {
    name: 'sawtooth',
    options: { period: requiredNumber(positive), falling: flag(false) },
    make: ({ period, falling }) => {
      return (count) => (falling ? 1 - (count % period) / period : (count % period) / period)
    },
  },
  (period: number, options: Falling = {}): Falling & { readonly period: number } => ({ period, ...options }),
)

describe('defineSchedule', () => {
  it('makes a factory with the arguments of its own, positional ones included', () => {
    expect(sawtooth(4)(5)).toBe(0.25)
    expect(sawtooth(4, { falling: true })(5)).toBe(0.75)
  })

  it('gives every schedule its spec, defaults filled in', () => {
    expect(sawtooth(4).spec).toEqual({ name: 'sawtooth', options: { period: 4, falling: false } })
  })

  it('builds the same schedule from a record of options', () => {
    const again = sawtooth.fromOptions({ period: 4, falling: true })
    expect(again(5)).toBe(0.75)
    expect(again.spec).toEqual(sawtooth(4, { falling: true }).spec)
  })

  it('refuses wrong options when the factory is called, naming the schedule, the option and the value', () => {
    expect(() => sawtooth(0)).toThrow('sawtooth: option period must be a number > 0, got 0.')
    expect(() => sawtooth(NaN)).toThrow('sawtooth: option period must be a number > 0, got NaN.')
    const misspelt = { periods: 4 }
    expect(() => sawtooth.fromOptions(misspelt)).toThrow(/sawtooth: there is no option "periods".*"period"/)
  })

  it('does not take the spec away from a schedule that another one is built from', () => {
    const line = linearSchedule({ initValue: 0, endValue: 1, transitionSteps: 4 })
    const wrapper = defineSchedule({ name: 'wrapper', options: {}, make: () => line }, () => ({}))
    expect(wrapper().spec.name).toBe('wrapper')
    expect(line.spec.name).toBe('linearSchedule')
  })

  it('returns schedules that cannot be written to', () => {
    expect(Object.isFrozen(sawtooth(4))).toBe(true)
  })
})
