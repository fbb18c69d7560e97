import { describe, expect, it } from 'vitest'
import { signSgd } from '../../../src/optimizers/signSgd.ts'
import { updatesOf } from '../transforms/drive.ts'

describe('signSgd', () => {
  it('steps by the learning rate against the sign, and rests at 0', () => {
    expect(updatesOf(signSgd(0.1), [-4, 0.01, 0])).toEqual([0.1, -0.1, -0])
  })
})
