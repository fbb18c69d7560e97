import { describe, expect, test } from 'vitest'
import { nllLoss, ohem, softmaxCrossEntropyWithIntegerLabels } from '../../src/losses/index.ts'
import { tensor } from '../../src/pytree/index.ts'
import torch from './losses.json' with { type: 'json' }

const losses = { nllLoss, softmaxCrossEntropyWithIntegerLabels }
const known = (name: string): name is keyof typeof losses => name in losses

const expectNear = (actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void => {
  expect(actual.length).toBe(expected.length)
  expected.forEach((number, i) => {
    expect(Math.abs(actual[i] - number)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(number)))
  })
}

describe('losses and the hardest examples are those of PyTorch, with their gradients', () => {
  const cases = torch.cases.map((each) => ({ title: `${each.loss}, ratio ${each.ratio}, ${each.value}`, ...each }))
  test.each(cases)('$title', ({ loss, ratio, given, losses: expected, value, kept, gradient }) => {
    if (!known(loss)) throw new Error(`there is no loss ${loss}`)
    for (const [array, tolerance] of [
      [Float64Array.from(given), 1e-14],
      [Float32Array.from(given), 1e-5],
    ] as const) {
      const batch = losses[loss](tensor<Float32Array | Float64Array>(array, torch.shape), torch.labels)
      expectNear(batch.losses, expected, tolerance)
      const hard = ohem(batch.losses, ratio)
      expect(hard.kept).toEqual(kept)
      expectNear([hard.value], [value], tolerance)
      expectNear(batch.gradient(hard.weights).data, gradient, tolerance)
      if (ratio === 1) {
        expectNear([batch.value], [value], tolerance)
        expectNear(batch.gradient().data, gradient, tolerance)
      }
    }
  })
})
