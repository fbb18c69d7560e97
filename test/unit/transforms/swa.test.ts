import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { treeGet } from '../../../src/state/treeGet.ts'
import { swa, type SwaOptions } from '../../../src/transforms/swa.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { expectError } from './expectError.ts'

/** The mean after each step of parameters that go 10, 9, 8, … */
const means = (options: SwaOptions): readonly unknown[] =>
  [1, 2, 3, 4, 5, 6].map((steps) => {
    const { state } = everyWay(
      chain(sgd(1), swa(options)),
      [10],
      Array.from({ length: steps }, () => [1]),
    )
    return treeGet(state, 'swa[0]')
  })

describe('swa', () => {
  it('is the mean of the parameters after each step', () => {
    expect(means({})).toEqual([9, 8.5, 8, 7.5, 7, 6.5])
  })

  it('follows the parameters until it starts, and then takes one every period', () => {
    // Steps 3 and 5 have parameters 7 and 5.
    expect(means({ start: 3, period: 2 })).toEqual([9, 8, 7, 7, 6, 6])
  })

  it('counts how many it holds', () => {
    const { state } = everyWay(chain(swa({ start: 2, period: 2 })), [10], [[1], [1], [1], [1], [1]])
    expect(treeGet(state, 'averaged')).toBe(2)
    expect(treeGet(state, 'count')).toBe(5)
  })

  it('holds the parameters before the first step', () => {
    expect(swa().init({ w: 3 })).toEqual({ count: 0, averaged: 0, swa: { w: 3 } })
  })

  it('refuses what is no whole number above 0', () => {
    expectError(() => swa({ start: 0 }), 'invalid-option', 'start')
    expectError(() => swa({ period: 1.5 }), 'invalid-option', 'period')
  })
})
