import { describe, it } from 'vitest'
import { adabelief } from '../../../src/optimizers/adabelief.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('adabelief', () => {
  it('steps down the corrected mean over the surprise', () => {
    expectNumbers(updatesOf(adabelief(0.5, { b1: 0.5, eps: 0, epsRoot: 0 }), [4]), [-1])
  })
})
