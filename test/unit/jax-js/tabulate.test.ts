import { describe, expect, it } from 'vitest'
import { tabulate } from '../../../src/jax-js/tabulate.ts'
import { exponentialDecay, linearSchedule, piecewiseConstantSchedule } from '../../../src/index.ts'

describe('tabulate', () => {
  it('ends where a schedule has settled', () => {
    expect(tabulate(linearSchedule({ initValue: 1, endValue: 0, transitionSteps: 4 }))).toEqual([1, 0.75, 0.5, 0.25, 0])
    expect(tabulate(() => 3)).toEqual([3])
  })

  it('finds a change that comes late', () => {
    const late = tabulate(piecewiseConstantSchedule({ initValue: 1, boundariesAndScales: { 300_000: 0.5 } }))
    expect(late).toHaveLength(300_001)
    expect(late.slice(-2)).toEqual([1, 0.5])
  })

  it.each([
    ['decays for ever', exponentialDecay({ initValue: 1, decayRate: 0.5, transitionSteps: 1e6 })],
    ['repeats', (count: number) => (count % 2 === 0 ? 1 : 0)],
    ['repeats slowly', (count: number) => (count % 50_000 === 0 ? 1 : 0)],
  ])('asks for the number of steps where a schedule %s', (_, schedule) => {
    expect(() => tabulate(schedule)).toThrow(/never settles .* toJax\(opt, \{ steps \}\)/)
  })

  it('takes as many steps as it is told, without repeating the last value', () => {
    expect(tabulate((count) => count % 3, 8)).toEqual([0, 1, 2, 0, 1, 2, 0, 1])
    expect(tabulate((count) => Math.min(count, 2), 8)).toEqual([0, 1, 2])
  })

  it('refuses what is no number', () => {
    expect(() => tabulate((count) => (count < 5 ? 1 : NaN))).toThrow(/gave NaN at count 5/)
  })
})
