import { describe, expect, it } from 'vitest'
import { asNorm } from '../../../src/expr/asNorm.ts'
import { div, input, norm, reduceSum, reduceSumOfSquares, rms, size, sqrt } from '../../../src/expr/index.ts'

const x = input('update')
const sum = reduceSumOfSquares(x, 'leaf')

describe('asNorm', () => {
  it('tells what a norm is taken of, and by how many a mean is divided', () => {
    expect(asNorm(norm(x, 'leaf'))).toEqual({ sum, count: undefined })
    expect(asNorm(rms(x, 'leaf'))).toEqual({ sum, count: size('leaf') })
  })

  it('knows no other formula', () => {
    for (const other of [x, sum, sqrt(x), sqrt(reduceSum(x, 'leaf')), div(sum, 2), sqrt(div(x, 2))]) {
      expect(asNorm(other)).toBeUndefined()
    }
  })
})
