import { describe, expect, it } from 'vitest'
import { adamax } from '../../../src/optimizers/adamax.ts'
import { adamaxw } from '../../../src/optimizers/adamaxw.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('adamaxw', () => {
  it('decays the parameters beside the moments', () => {
    expectNumbers(updatesOf(adamaxw(0.5, { eps: 0, weightDecay: 0.5 }), [4], 2), [-1])
  })

  it('is adamax with a decay of 0', () => {
    const gradients = [3, -1, 0.5]
    expect(updatesOf(adamaxw(0.1, { weightDecay: 0 }), gradients, 2)).toEqual(updatesOf(adamax(0.1), gradients))
  })
})
