import { describe, expect, it } from 'vitest'
import { threefry } from '../../../src/random/threefry.ts'

const ones = 2 ** 32 - 1

describe('threefry', () => {
  it('gives the numbers that its authors publish', () => {
    expect(threefry([0, 0], 0, 0)).toEqual([0x6b200159, 0x99ba4efe])
    expect(threefry([ones, ones], ones, ones)).toEqual([0x1cb996fc, 0xbb002be7])
    expect(threefry([0x13198a2e, 0x03707344], 0x243f6a88, 0x85a308d3)).toEqual([0xc4923a9c, 0x483df7a0])
  })
})
