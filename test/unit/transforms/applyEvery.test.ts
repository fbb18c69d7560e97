import { describe, expect, it } from 'vitest'
import { applyEvery } from '../../../src/transforms/applyEvery.ts'
import { drive, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'

describe('applyEvery', () => {
  it('hands the sum out at the last of k steps and gives 0 at the others', () => {
    expect(updatesOf(applyEvery(3), [1, 2, 3, 4, 5, 6, 7])).toEqual([0, 0, 6, 0, 0, 15, 0])
  })

  it('passes everything through at once by default', () => {
    expect(updatesOf(applyEvery(), [1, -2])).toEqual([1, -2])
  })

  it('starts anew after an infinite step, which ends with its k steps', () => {
    expect(updatesOf(applyEvery(2), [Infinity, 1, 2, 3, NaN, 1, 4, 5])).toEqual([0, Infinity, 0, 5, 0, NaN, 0, 9])
  })

  it('counts to k and back to 0', () => {
    const { states } = drive(applyEvery(2), 0, [1, 2, 4])
    expect(states).toEqual([
      { count: 1, gradAcc: 1 },
      { count: 0, gradAcc: 3 },
      { count: 1, gradAcc: 4 },
    ])
  })

  it('refuses a k that is not a whole number of at least 1', () => {
    expectError(() => applyEvery(0), 'invalid-option', 'k', 'a whole number >= 1', '0')
    expectError(() => applyEvery(1.5), 'invalid-option', 'k', '1.5')
  })
})
