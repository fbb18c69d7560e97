import { describe, expect, it } from 'vitest'
import { reduceOnPlateau } from '../../../src/transforms/reduceOnPlateau.ts'
import { drive } from './drive.ts'
import { expectError } from './expectError.ts'

/** The scale at each of these losses. */
const scales = (opt: ReturnType<typeof reduceOnPlateau>, losses: readonly number[]): readonly number[] =>
  drive(
    opt,
    0,
    losses.map(() => 1),
    losses.map((value) => ({ value })),
  ).updates

describe('reduceOnPlateau', () => {
  it('reduces after so many losses in a row without improvement', () => {
    const opt = reduceOnPlateau({ factor: 0.5, patience: 2 })
    expect(scales(opt, [5, 4, 4, 4, 4, 4])).toEqual([1, 1, 1, 0.5, 0.5, 0.25])
  })

  it('starts over at an improvement', () => {
    const opt = reduceOnPlateau({ factor: 0.5, patience: 2 })
    expect(scales(opt, [5, 5, 4, 4, 3, 3, 2])).toEqual([1, 1, 1, 1, 1, 1, 1])
  })

  it('takes for an improvement only what is better by more than both tolerances', () => {
    // From 10, more than 1 and 10 % better is below 8.
    const opt = reduceOnPlateau({ factor: 0.5, patience: 1, rtol: 0.1, atol: 1 })
    expect(scales(opt, [10, 8, 7.9])).toEqual([1, 0.5, 0.5])
    expect(scales(reduceOnPlateau({ factor: 0.5, patience: 1, rtol: 0 }), [10, 10, 9.999])).toEqual([1, 0.5, 0.5])
  })

  it('counts nothing while it cools down, and still notes an improvement', () => {
    const opt = reduceOnPlateau({ factor: 0.5, patience: 1, cooldown: 2 })
    expect(scales(opt, [5, 5, 5, 5, 5])).toEqual([1, 0.5, 0.5, 0.5, 0.25])
    expect(scales(opt, [5, 5, 3, 4, 4])).toEqual([1, 0.5, 0.5, 0.5, 0.25])
  })

  it('looks at the mean of so many losses', () => {
    const opt = reduceOnPlateau({ factor: 0.5, patience: 1, accumulationSize: 2 })
    // Means 4, 4 and 3.
    expect(scales(opt, [3, 5, 4, 4, 2, 4])).toEqual([1, 1, 1, 0.5, 0.5, 0.5])
    const { states } = drive(opt, 0, [1, 1, 1], [{ value: 3 }, { value: 5 }, { value: 9 }])
    expect(states[2]).toEqual({
      scale: 1,
      bestValue: 4,
      plateauCount: 0,
      cooldownCount: 0,
      count: 1,
      avgValue: 9,
    })
  })

  it('never falls below the least scale', () => {
    const opt = reduceOnPlateau({ factor: 0.1, patience: 1, minScale: 0.05 })
    expect(scales(opt, [1, 1, 1, 1])).toEqual([1, 0.1, 0.05, 0.05])
  })

  it('takes a loss that is NaN for no improvement, and forgets it', () => {
    const opt = reduceOnPlateau({ factor: 0.5, patience: 2 })
    expect(scales(opt, [5, NaN, NaN, 4, 4, 4])).toEqual([1, 1, 0.5, 0.5, 0.5, 0.25])
  })

  it('refuses options out of range', () => {
    expectError(() => reduceOnPlateau({ factor: 1 }), 'invalid-option', 'factor', '(0, 1)')
    expectError(() => reduceOnPlateau({ patience: 0 }), 'invalid-option', 'patience')
    expectError(() => reduceOnPlateau({ rtol: 1 }), 'invalid-option', 'rtol')
    expectError(() => reduceOnPlateau({ cooldown: 0.5 }), 'invalid-option', 'cooldown')
  })
})
