import { describe, expect, it } from 'vitest'
import { nadam } from '../../../src/optimizers/nadam.ts'
import { nadamw } from '../../../src/optimizers/nadamw.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('nadamw', () => {
  it('looks one step ahead and decays', () => {
    expectNumbers(updatesOf(nadamw(0.75, { b1: 0.5, b2: 0.75, eps: 0, weightDecay: 0.5 }), [4], 2), [-1.75])
  })

  it('is nadam with a decay of 0', () => {
    const gradients = [3, -1, 0.5]
    expect(updatesOf(nadamw(0.1, { weightDecay: 0 }), gradients, 2)).toEqual(updatesOf(nadam(0.1), gradients))
  })

  it('looks ahead with a momentum that grows, where its decay is given', () => {
    const opt = nadamw(0.75, { b1: 0.5, eps: 0, weightDecay: 0.5, momentumDecay: 0 })
    expectNumbers(updatesOf(opt, [4], 2), [-1.6])
  })
})
