import { describe, it } from 'vitest'
import { tensor } from '../../../src/pytree/index.ts'
import { scaleByShape, type ScaleByShapeOptions } from '../../../src/transforms/scaleByShape.ts'
import { stepOnce } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

const ones = (...shape: readonly number[]) => tensor(new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(1), shape)

const factor = (options: ScaleByShapeOptions, ...shape: readonly number[]): Float64Array =>
  stepOnce(scaleByShape(options), ones(...shape)).data.slice(0, 1)

describe('scaleByShape', () => {
  it('goes by how many more outputs there are than inputs', () => {
    expectNumbers(factor({}, 2, 8), [2])
    expectNumbers(factor({}, 8, 2), [1])
    expectNumbers(factor({ layout: 'outIn' }, 8, 2), [2])
    expectNumbers(factor({ layout: 'outIn' }, 2, 8), [1])
  })

  it('takes all axes but that of the outputs for inputs', () => {
    expectNumbers(factor({}, 2, 1, 18), [3])
    expectNumbers(factor({ layout: 'outIn' }, 18, 1, 2), [3])
    expectNumbers(factor({}, 9), [3])
    expectNumbers(factor({}), [1])
  })

  it('goes by the longer side with one root mean square, whichever the layout', () => {
    expectNumbers(factor({ consistentRms: 0.5 }, 4, 9), [1.5])
    expectNumbers(factor({ consistentRms: 0.5, layout: 'outIn' }, 4, 9), [1.5])
  })

  it('refuses a negative root mean square', () => {
    expectError(() => scaleByShape({ consistentRms: -1 }), 'invalid-option', 'consistentRms')
  })
})
