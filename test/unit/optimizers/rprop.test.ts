import { describe, it } from 'vitest'
import { rprop } from '../../../src/optimizers/rprop.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('rprop', () => {
  const gradients = [3, 2, -1, -1, -1]

  it('steps by the sign at once without delay', () => {
    expectNumbers(updatesOf(rprop(0.1, { delayed: false }), gradients), [-0.1, -0.12, -0, 0.06, 0.072])
  })

  it('steps one step late with delay, the first update being 0', () => {
    expectNumbers(updatesOf(rprop(0.1, { delayed: true }), gradients), [-0, -0.1, -0, -0, 0.06])
  })
})
