import { describe, expect, it } from 'vitest'
import { scaleBySign } from '../../../src/transforms/scaleBySign.ts'
import { updatesOf } from './drive.ts'

describe('scaleBySign', () => {
  it('gives 1 and -1, and zeros and NaN as they are', () => {
    expect(updatesOf(scaleBySign(), [3, -0.1, 0, -0, Infinity, NaN])).toEqual([1, -1, 0, -0, 1, NaN])
  })
})
