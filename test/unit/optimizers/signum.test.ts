import { describe, expect, it } from 'vitest'
import { signum } from '../../../src/optimizers/signum.ts'
import { updatesOf } from '../transforms/drive.ts'

describe('signum', () => {
  it('steps against the sign of the moving average', () => {
    // m = -2, -0.5, 1.25
    expect(updatesOf(signum(0.1, { beta: 0.5 }), [-4, 1, 3])).toEqual([0.1, 0.1, -0.1])
  })

  it('remembers for long by default', () => {
    expect(updatesOf(signum(0.1), [-4, 3, 3])).toEqual([0.1, 0.1, -0.1])
  })
})
