import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-layers'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { adagrad, adam, adamax, rmsprop, sgd } from '../../../src/index.ts'
import type { AnyGradientTransformation } from '../../../src/rule/index.ts'
import { toTfjs } from '../../../src/tfjs/index.ts'

const steps = 60

/** The cost at each step of fitting a line to four points; steeper in one direction than in the other. */
const curve = (optimizer: tf.Optimizer): readonly number[] => {
  const x = tf.tensor2d([
    [1, 0.5],
    [2, -1],
    [-1, 0.25],
    [0.5, 3],
  ])
  const y = tf.tensor2d([[1], [-2], [0.5], [3]])
  const [w, b] = [tf.variable(tf.tensor2d([[0.3], [-0.2]])), tf.variable(tf.scalar(0.1))]
  const costs = Array.from({ length: steps }, () => {
    const cost = optimizer.minimize(() => tf.mean(tf.square(tf.sub(tf.add(tf.matMul(x, w), b), y))), true)
    return cost === null ? NaN : cost.dataSync()[0]
  })
  optimizer.dispose()
  tf.dispose([x, y, w, b])
  return costs
}

const eps = 1e-7

/** Ours, theirs, and how far two curves may lie apart: relative to the first cost. */
const pairs: readonly (readonly [string, AnyGradientTransformation, () => tf.Optimizer, number])[] = [
  ['sgd', sgd(0.05), () => tf.train.sgd(0.05), 1e-6],
  ['momentum', sgd(0.02, { momentum: 0.9 }), () => tf.train.momentum(0.02, 0.9), 1e-6],
  ['Nesterov momentum', sgd(0.02, { momentum: 0.9, nesterov: true }), () => tf.train.momentum(0.02, 0.9, true), 1e-6],
  ['adam', adam(0.05, { eps }), () => tf.train.adam(0.05, 0.9, 0.999, eps), 1e-4],
  ['rmsprop', rmsprop(0.01, { decay: 0.9, eps }), () => tf.train.rmsprop(0.01, 0.9, 0, eps), 1e-6],
  [
    'rmsprop with momentum',
    rmsprop(0.01, { decay: 0.9, eps, momentum: 0.5 }),
    () => tf.train.rmsprop(0.01, 0.9, 0.5, eps),
    1e-6,
  ],
  ['adagrad', adagrad(0.1, { initialAccumulatorValue: 0.1, eps }), () => tf.train.adagrad(0.1, 0.1), 1e-6],
  ['adamax', adamax(0.05, { eps }), () => tf.train.adamax(0.05, 0.9, 0.999, eps), 1e-4],
]

describe('the training curve', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu')
  })

  it.each(pairs)('of %s is that of TensorFlow.js', (_, ours, theirs, tolerance) => {
    const expected = curve(theirs())
    expect(expected.at(-1)).toBeLessThan(expected[0] / 2)
    for (const place of ['tensors', 'engine'] as const) {
      const got = curve(toTfjs(ours, { place }))
      const apart = Math.max(...expected.map((cost, i) => Math.abs(cost - got[i]))) / expected[0]
      expect(apart).toBeLessThan(tolerance)
    }
  })
})
