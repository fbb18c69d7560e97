import { describe, expect, it } from 'vitest'
import { adam } from '../../../src/optimizers/adam.ts'
import { adamw } from '../../../src/optimizers/adamw.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('adamw', () => {
  it('decays the parameters beside the moments', () => {
    expectNumbers(updatesOf(adamw(0.5, { eps: 0, weightDecay: 0.5 }), [4], 2), [-1])
  })

  it('decays by 1e-4 of the parameter by default', () => {
    expectNumbers(updatesOf(adamw(1, { eps: 0 }), [4], 100), [-1.01])
  })

  it('is adam with a decay of 0', () => {
    const gradients = [3, -1, 0.5]
    expect(updatesOf(adamw(0.1, { weightDecay: 0 }), gradients, 2)).toEqual(updatesOf(adam(0.1), gradients))
  })
})
