import { describe, expect, it } from 'vitest'
import { tensor } from '../../../src/pytree/index.ts'
import { centralize } from '../../../src/transforms/centralize.ts'
import { stepOnce } from './drive.ts'

describe('centralize', () => {
  it('takes the mean of each row out of a matrix', () => {
    const { data } = stepOnce(centralize(), tensor(Float64Array.of(1, 3, 5, 6), [2, 2]))
    expect(data).toEqual(Float64Array.of(-1, 1, -0.5, 0.5))
  })

  it('takes the mean over all axes but the first out of rank 3', () => {
    const { data } = stepOnce(centralize(), tensor(Float64Array.of(1, 2, 3, 6, 0, 0, 0, 4), [2, 2, 2]))
    expect(data).toEqual(Float64Array.of(-2, -1, 0, 3, -1, -1, -1, 3))
  })

  it('gives 0 for a matrix of one column', () => {
    expect(stepOnce(centralize(), tensor(Float64Array.of(1, 2), [2, 1])).data).toEqual(Float64Array.of(0, 0))
  })

  it('leaves vectors and numbers as they are', () => {
    const gradients = { vector: Float32Array.of(1, 3), number: 7 }
    expect(stepOnce(centralize(), gradients)).toEqual(gradients)
  })
})
