import { describe, it } from 'vitest'
import { novograd } from '../../../src/optimizers/novograd.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('novograd', () => {
  it('goes against the normalized gradients', () => {
    expectNumbers(updatesOf(novograd(0.5, { b1: 0.5, b2: 0, eps: 0 }), [2, -4]), [-0.5, 0.25])
  })
})
