import { describe, it } from 'vitest'
import { adopt } from '../../../src/optimizers/adopt.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('adopt', () => {
  it('waits a step, then descends', () => {
    expectNumbers(updatesOf(adopt(0.5, { b1: 0 }), [4, 2]), [-0, -0.25])
  })
})
