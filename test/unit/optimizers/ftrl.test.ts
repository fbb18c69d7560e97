import { describe, it } from 'vitest'
import { ftrl } from '../../../src/optimizers/ftrl.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('ftrl', () => {
  it('moves to what the gradients ask for', () => {
    // 3/(3/0.5), from 2, of which (3/0.5)·2 enters what is asked for
    expectNumbers(updatesOf(ftrl(0.5, { initialAccumulatorValue: 0 }), [-3], 2), [2.5 - 2])
  })
})
