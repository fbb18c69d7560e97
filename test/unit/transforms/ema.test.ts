import { describe, expect, it } from 'vitest'
import { ema } from '../../../src/transforms/ema.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('ema', () => {
  it('divides the average by the weight its terms have had so far', () => {
    // 2/0.5, 1/0.75, 4.5/0.875
    expectNumbers(updatesOf(ema(0.5), [4, 0, 8]), [4, 4 / 3, 36 / 7])
  })

  it('gives the average itself without debias', () => {
    expect(updatesOf(ema(0.5, { debias: false }), [4, 0, 8])).toEqual([2, 1, 4.5])
  })

  it('keeps the average before the division', () => {
    expect(stateAfter(ema(0.5), [4, 0])).toEqual({ count: 2, ema: 1 })
  })

  it('passes the updates through with a decay of 0', () => {
    expect(updatesOf(ema(0), [4, -1])).toEqual([4, -1])
  })

  it('follows a schedule of its decay', () => {
    // 0.5 first: 2/0.5; then 0.75: 0.75 * 2 + 0.25 * 8 = 3.5, over 1 - 0.75^2 = 0.4375
    expectNumbers(
      updatesOf(
        ema((count) => (count === 0 ? 0.5 : 0.75)),
        [4, 8],
      ),
      [4, 8],
    )
  })

  it('refuses a decay of 1, with which nothing would ever enter', () => {
    expectError(() => ema(1), 'invalid-option', 'decay', '[0, 1)')
  })
})
