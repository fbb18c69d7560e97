import { describe, expect, it } from 'vitest'
import { momentum } from '../../../src/transforms/momentum.ts'
import { stateAfter, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'

describe('momentum', () => {
  it('gives the moving average as it is', () => {
    expect(updatesOf(momentum(0.5), [4, 0, 8])).toEqual([2, 1, 4.5])
  })

  it('has the state of ema', () => {
    expect(stateAfter(momentum(0.5), [4, 0])).toEqual({ count: 2, ema: 1 })
  })

  it('carries its own name and options', () => {
    expect(momentum(0.5).definition).toMatchObject({
      name: 'momentum',
      spec: { name: 'momentum', options: { decay: 0.5 } },
    })
  })

  it('refuses a decay of 1.2 under its own name', () => {
    expectError(() => momentum(1.2), 'invalid-option', 'momentum', 'decay', '1.2')
  })
})
