import { describe, expect, test } from 'vitest'
import { nllLoss, ohem, softmaxCrossEntropyWithIntegerLabels } from '../../../src/losses/index.ts'
import { tensor } from '../../../src/pytree/index.ts'

const losses = { nllLoss, softmaxCrossEntropyWithIntegerLabels }

describe('the softmax cross entropy', () => {
  test('of equal logits is the logarithm of the number of classes, and its gradient pulls to the label', () => {
    const {
      losses: each,
      value,
      gradient,
    } = softmaxCrossEntropyWithIntegerLabels(tensor(Float32Array.of(5, 5, 5, 5), [1, 4]), [2])
    expect(each).toEqual(Float64Array.of(Math.log(4)))
    expect(value).toBe(Math.log(4))
    expect(gradient().data).toEqual(Float32Array.of(0.25, 0.25, -0.75, 0.25))
    expect(gradient().shape).toEqual([1, 4])
  })

  test('neither overflows nor underflows', () => {
    const logits = tensor(Float64Array.of(1e300, 0, -1e300, -2e300, 0, -Infinity), [3, 2])
    const { losses: each, gradient } = softmaxCrossEntropyWithIntegerLabels(logits, [0, 0, 0])
    expect(each).toEqual(Float64Array.of(0, 0, 0))
    expect(gradient([1, 1, 1]).data).toEqual(Float64Array.of(0, 0, 0, 0, 0, 0))
  })

  test('of what is NaN is NaN, and of infinite logits for another label infinite', () => {
    const logits = tensor(Float64Array.of(NaN, 0, Infinity, 0), [2, 2])
    expect(softmaxCrossEntropyWithIntegerLabels(logits, [0, 1]).losses).toEqual(Float64Array.of(NaN, Infinity))
  })

  test('has very many classes', () => {
    const logits = tensor(new Float32Array(300_000), [1, 300_000])
    expect(softmaxCrossEntropyWithIntegerLabels(logits, [7]).value).toBeCloseTo(Math.log(300_000), 12)
  })
})

describe.each(Object.entries(losses))('%s', (name, loss) => {
  const rows = tensor(Float64Array.of(0, -1, -2, -3, -4, -5), [3, 2])

  test('weighs the gradient of each example, and leaves out what weighs nothing, whatever it is', () => {
    const whole = loss(rows, [0, 1, 0])
    const one = whole.gradient([0, 2, 0]).data
    expect(one.subarray(0, 2)).toEqual(Float64Array.of(0, 0))
    expect(one.subarray(2, 4)).toEqual(
      whole
        .gradient([1, 1, 1])
        .data.subarray(2, 4)
        .map((each) => 2 * each),
    )
    const broken = loss(tensor(Float64Array.of(NaN, NaN, 0, 0), [2, 2]), [0, 0])
    expect(broken.gradient([0, 1]).data.subarray(0, 2)).toEqual(Float64Array.of(0, 0))
  })

  test('writes to nothing that it is given', () => {
    const before = rows.data.slice()
    loss(rows, [0, 1, 0]).gradient().data.fill(9)
    expect(rows.data).toEqual(before)
  })

  test('is refused for another shape, other labels or other weights, with the place', () => {
    expect(() => loss(tensor(new Float64Array(6), [6]), [0])).toThrow(
      `${name}: expected a tensor of the shape [examples, classes], got the shape [6].`,
    )
    expect(() => loss(new Float64Array(6) as never, [0])).toThrow('expected a tensor of the shape [examples, classes]')
    expect(() => loss(rows, [0, 1])).toThrow(`${name} at labels: expected 3 labels, one a row, got 2.`)
    for (const label of [2, -1, 0.5, NaN]) {
      expect(() => loss(rows, [0, label, 0])).toThrow(
        `${name} at labels[1]: expected the number of one of 2 classes, counted from 0, got ${label}.`,
      )
    }
    expect(() => loss(rows, [0, 1, 0]).gradient([1, 1])).toThrow(`${name}: expected 3 weights, one an example, got 2.`)
  })

  test('takes labels from any list of numbers', () => {
    expect(loss(rows, Uint8Array.of(0, 1, 0)).losses).toEqual(loss(rows, [0, 1, 0]).losses)
  })
})

describe('online hard example mining', () => {
  test('keeps the part of the batch with the largest losses, rounded down, and at least one', () => {
    expect(ohem([1, 4, 2, 3], 0.5)).toEqual({ value: 3.5, weights: Float64Array.of(0, 0.5, 0, 0.5), kept: [1, 3] })
    expect(ohem([1, 4, 2, 3], 0.74).kept).toEqual([1, 3])
    expect(ohem([1, 4, 2, 3], 0.1)).toEqual({ value: 4, weights: Float64Array.of(0, 1, 0, 0), kept: [1] })
    expect(ohem([1, 4, 2, 3], 1)).toEqual({ value: 2.5, weights: new Float64Array(4).fill(0.25), kept: [1, 3, 2, 0] })
  })

  test('keeps the first of equal ones, and what is NaN before all others', () => {
    expect(ohem([2, 2, 2], 0.7).kept).toEqual([0, 1])
    expect(ohem([1, Infinity, NaN, 3, NaN], 0.6).kept).toEqual([2, 4, 1])
    expect(ohem([1, NaN], 0.5).value).toBeNaN()
    expect(ohem([-Infinity, -1, -2], 0.4).kept).toEqual([1])
  })

  test('refuses a ratio that keeps nothing or more than all, and an empty batch', () => {
    for (const ratio of [0, -0.5, 1.5, NaN]) {
      expect(() => ohem([1], ratio)).toThrow(`ohem: option ratio must be a number in (0, 1], got ${ratio}.`)
    }
    expect(() => ohem([], 0.5)).toThrow('ohem: there are no losses; give at least one.')
  })
})
