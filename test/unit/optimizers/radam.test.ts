import { describe, it } from 'vitest'
import { radam } from '../../../src/optimizers/radam.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('radam', () => {
  it('descends along the corrected mean at first', () => {
    expectNumbers(updatesOf(radam(0.5), [4, 4]), [-2, -2])
  })
})
