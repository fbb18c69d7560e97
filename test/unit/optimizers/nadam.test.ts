import { describe, expect, it } from 'vitest'
import { adam } from '../../../src/optimizers/adam.ts'
import { nadam } from '../../../src/optimizers/nadam.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('nadam', () => {
  it('looks one step ahead', () => {
    expectNumbers(updatesOf(nadam(0.75, { b1: 0.5, b2: 0.75, eps: 0 }), [4]), [-1])
  })

  it('is adam with nesterov', () => {
    const gradients = [3, -1, 0.5]
    expect(updatesOf(nadam(0.1), gradients)).toEqual(updatesOf(adam(0.1, { nesterov: true }), gradients))
    expect(updatesOf(nadam(0.1), gradients)).not.toEqual(updatesOf(adam(0.1), gradients))
  })

  it('looks ahead with a momentum that grows, where its decay is given', () => {
    // The momentum is half of b1 throughout: as in the example of scaleByNadam.
    expectNumbers(updatesOf(nadam(0.75, { b1: 0.5, eps: 0, momentumDecay: 0 }), [4]), [-0.85])
  })
})
