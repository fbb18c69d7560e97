import { describe, expect, it } from 'vitest'
import { identity } from '../../../src/transforms/identity.ts'
import { stateAfter, updatesOf } from './drive.ts'

describe('identity', () => {
  it('passes every number through, whatever it is', () => {
    expect(updatesOf(identity(), [2, -0, NaN, Infinity])).toEqual([2, -0, NaN, Infinity])
  })

  it('has an empty record for a state', () => {
    expect(stateAfter(identity(), [2])).toEqual({})
  })
})
