import { describe, expect, it } from 'vitest'
import { keepParamsNonnegative } from '../../../src/transforms/keepParamsNonnegative.ts'
import { stepOnce } from './drive.ts'

describe('keepParamsNonnegative', () => {
  it('lets an update pass that leaves the parameter at 0 or above', () => {
    expect(stepOnce(keepParamsNonnegative(), [-1, -2, 3], [2, 2, 0])).toEqual([-1, -2, 3])
  })

  it('stops at 0, exactly, what would go below', () => {
    const [update] = stepOnce(keepParamsNonnegative(), [-5], [0.1])
    expect(0.1 + update).toBe(0)
    expect(stepOnce(keepParamsNonnegative(), [0.5, -1], [-2, -2])).toEqual([2, 2])
  })

  it('lets a NaN pass', () => {
    expect(stepOnce(keepParamsNonnegative(), [NaN], [1])).toEqual([NaN])
  })
})
