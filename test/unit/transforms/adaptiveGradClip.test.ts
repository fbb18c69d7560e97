import { describe, expect, it } from 'vitest'
import { fromDefinition } from '../../../src/define/fromDefinition.ts'
import { tensor } from '../../../src/pytree/index.ts'
import type { StateType } from '../../../src/rule/index.ts'
import { adaptiveGradClip } from '../../../src/transforms/adaptiveGradClip.ts'
import { stepOnce, updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'
import { expectNumbers } from './expectNumbers.ts'

describe('adaptiveGradClip', () => {
  it('takes a number for one unit', () => {
    expect(updatesOf(adaptiveGradClip(0.5), [6, 1], 4)).toEqual([2, 1])
  })

  it('takes a vector for one unit', () => {
    expect(stepOnce(adaptiveGradClip(0.2), Float64Array.of(0, 2), Float64Array.of(3, 4))).toEqual(Float64Array.of(0, 1))
  })

  it('takes each column of an (in, out) matrix for a unit, whose parameters have at least the norm eps', () => {
    // column norms: parameters 5 and 0, gradients 10 and 0.5; limits 1 and 0.2
    const params = tensor(Float64Array.of(3, 0, 4, 0), [2, 2])
    const gradients = tensor(Float64Array.of(6, 0.3, 8, 0.4), [2, 2])
    const { data } = stepOnce(adaptiveGradClip(0.2, { eps: 1 }), gradients, params)
    expectNumbers(data, [0.6, 0.12, 0.8, 0.16])
  })

  it('takes a matrix of one row for one unit', () => {
    const params = tensor(Float64Array.of(3, 4), [1, 2])
    const { data } = stepOnce(adaptiveGradClip(0.2), tensor(Float64Array.of(0, 2), [1, 2]), params)
    expectNumbers(data, [0, 1])
  })

  it('takes the first axis of rank 3, and all but the last of ranks 4 and 5', () => {
    const ones = Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1)
    const gradients = Float64Array.of(8, 1, 1, 1, 0, 1, 1, 1)
    const clipped = (shape: readonly number[]) =>
      stepOnce(adaptiveGradClip(1), tensor(gradients, shape), tensor(ones, shape)).data
    // pairs (8, 0), (1, 1), … of which the first has norm 8 against √2
    expectNumbers(clipped([2, 2, 2]), [Math.SQRT2, 1, 1, 1, 0, 1, 1, 1])
    // fours (8, 1, 0, 1) of norm √66 and (1, 1, 1, 1), against 2
    const factor = 2 / Math.sqrt(66)
    const expected = [8 * factor, 1, factor, 1, 0, 1, factor, 1]
    expectNumbers(clipped([1, 2, 2, 2]), expected)
    expectNumbers(clipped([1, 2, 1, 2, 2]), expected)
  })

  it('runs the norm over the axis asked for, counted from the end when negative', () => {
    const params = tensor(Float64Array.of(3, 4, 0, 1), [2, 2])
    const gradients = tensor(Float64Array.of(0, 10, 0.5, 0), [2, 2])
    for (const axis of [1, -1, [1]]) {
      expectNumbers(stepOnce(adaptiveGradClip(0.2, { axis }), gradients, params).data, [0, 1, 0.2, 0])
    }
  })

  it('runs the norm over all axes asked for', () => {
    const params = tensor(Float64Array.of(3, 0, 0, 4), [2, 2])
    const gradients = tensor(Float64Array.of(6, 0, 0, 8), [2, 2])
    expectNumbers(stepOnce(adaptiveGradClip(1, { axis: [0, 1] }), gradients, params).data, [3, 0, 0, 4])
  })

  it('turns only the unit that is broken into NaN', () => {
    const params = tensor(Float64Array.of(3, 3, 4, 4), [2, 2])
    const gradients = tensor(Float64Array.of(Infinity, 1, 1, 0), [2, 2])
    expect(stepOnce(adaptiveGradClip(1), gradients, params).data).toEqual(Float64Array.of(NaN, 1, NaN, 0))
  })

  it('gives zeros, not NaN, for a clipping of 0', () => {
    expect(updatesOf(adaptiveGradClip(0), [0, 3], 4)).toEqual([0, 0])
  })

  it('names the leaf that has too many axes, or not the one asked for', () => {
    const deep = { kernel: tensor(new Float64Array(64), [2, 2, 2, 2, 2, 2]) }
    expectError(
      () => stepOnce(adaptiveGradClip(1), deep),
      'shape-mismatch',
      'adaptiveGradClip',
      'kernel',
      '6 axes',
      'axis',
    )
    const flat = { bias: Float64Array.of(1) }
    expectError(() => stepOnce(adaptiveGradClip(1, { axis: 1 }), flat), 'shape-mismatch', 'bias', 'no axis 1')
  })

  it('asks for the parameters', () => {
    const opt = fromDefinition<StateType, never>(adaptiveGradClip(1).definition)
    expectError(() => opt.update(1, opt.init(1)), 'missing-params', 'adaptiveGradClip')
  })

  it('refuses an axis that is not a whole number', () => {
    expectError(() => adaptiveGradClip(1, { axis: 0.5 }), 'invalid-option', 'axis', 'a whole number')
    expectError(() => adaptiveGradClip(1, { axis: [0, NaN] }), 'invalid-option', 'axis[1]')
  })
})
