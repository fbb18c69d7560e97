import { describe, expect, it } from 'vitest'
import { localGains } from '../../../src/optimizers/localGains.ts'
import { updatesOf } from '../transforms/drive.ts'

describe('localGains', () => {
  it('multiplies each gradient by its gain', () => {
    expect(updatesOf(localGains(0.5, { increase: 0.5 }), [2, 4])).toEqual([-1, -3])
  })

  it('sums up gained gradients with momentum', () => {
    // 2; 6 + 0.5 * 2
    expect(updatesOf(localGains(0.5, { increase: 0.5, momentum: 0.5 }), [2, 4])).toEqual([-1, -3.5])
  })

  it('looks ahead with nesterov', () => {
    expect(updatesOf(localGains(0.5, { momentum: 0.5, nesterov: true }), [2])).toEqual([-1.5])
  })
})
