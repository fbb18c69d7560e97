import { defaultDevice, init, numpy as np, tree } from '@jax-js/jax'
import { beforeAll, describe, expect, it } from 'vitest'
import * as optax from '../../../src/jax-js/index.ts'
import type { JaxTransformation } from '../../../src/jax-js/index.ts'

const array = (values: number[]): np.Array => np.array(values, { dtype: np.float32 })

/** The updates of two steps with the same gradient, from parameters that stay. */
const twoSteps = ({ init: start, update }: JaxTransformation): readonly number[][] => {
  const params = array([4, -2])
  const [first, state] = update(array([3, -4]), start(params.ref), params.ref)
  const [second, last] = update(array([3, -4]), state, params)
  tree.dispose(last)
  return [first.js(), second.js()].map((updates: number[]) => updates.map((x) => Number(x.toFixed(4))))
}

describe('the names of @jax-js/optax', () => {
  beforeAll(async () => {
    await init('wasm')
    defaultDevice('wasm')
  })

  it.each<[string, JaxTransformation, readonly number[][]]>([
    [
      'identity',
      optax.identity(),
      [
        [3, -4],
        [3, -4],
      ],
    ],
    [
      'setToZero',
      optax.setToZero(),
      [
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'scale',
      optax.scale(2),
      [
        [6, -8],
        [6, -8],
      ],
    ],
    [
      'scaleBySchedule',
      optax.scaleBySchedule((count) => count + 1),
      [
        [3, -4],
        [6, -8],
      ],
    ],
    [
      'scaleByLearningRate',
      optax.scaleByLearningRate(0.5),
      [
        [-1.5, 2],
        [-1.5, 2],
      ],
    ],
    [
      'scaleByLearningRate uphill',
      optax.scaleByLearningRate(0.5, false),
      [
        [1.5, -2],
        [1.5, -2],
      ],
    ],
    [
      'clipByGlobalNorm',
      optax.clipByGlobalNorm(1),
      [
        [0.6, -0.8],
        [0.6, -0.8],
      ],
    ],
    [
      'scaleByAdam',
      optax.scaleByAdam({ b1: 0.5 }),
      [
        [1, -1],
        [1, -1],
      ],
    ],
    [
      'addDecayedWeights',
      optax.addDecayedWeights({ weightDecay: 0.5 }),
      [
        [5, -5],
        [5, -5],
      ],
    ],
    [
      'trace',
      optax.trace({ decay: 0.5, nesterov: true }),
      [
        [4.5, -6],
        [5.25, -7],
      ],
    ],
    [
      'sgd',
      optax.sgd(0.1, { momentum: 0.5 }),
      [
        [-0.3, 0.4],
        [-0.45, 0.6],
      ],
    ],
    [
      'adam',
      optax.adam(0.1),
      [
        [-0.1, 0.1],
        [-0.1, 0.1],
      ],
    ],
    [
      'adamw',
      optax.adamw(0.1, { weightDecay: 0.5 }),
      [
        [-0.3, 0.2],
        [-0.3, 0.2],
      ],
    ],
    [
      'chain',
      optax.chain(optax.clipByGlobalNorm(1), optax.trace(), optax.scale(-1)),
      [
        [-0.6, 0.8],
        [-1.14, 1.52],
      ],
    ],
  ])('%s', (_, transformation, expected) => {
    expect(twoSteps(transformation)).toEqual(expected)
  })

  it('applyUpdates adds and consumes', () => {
    const [params, updates] = [array([1, 2]), array([0.5, -0.5])]
    expect(optax.applyUpdates(params, updates).js()).toEqual([1.5, 1.5])
    expect([params.refCount, updates.refCount]).toEqual([0, 0])
  })

  it('squaredError and l2Loss', () => {
    expect(optax.squaredError(array([1, 2]), array([3, 3])).js()).toEqual([4, 1])
    expect(optax.l2Loss(array([1, 2])).js()).toEqual([0.5, 2])
    expect(() => optax.l2Loss(array([1, 2]), array([1]))).toThrow(/the predictions have shape \[2\], the targets \[1\]/)
  })

  it('chain takes only what this module makes', () => {
    const foreign: Pick<JaxTransformation, 'init' | 'update'> = optax.scale(1)
    const { init: start, update } = foreign
    expect(() => optax.chain({ init: start, update } as JaxTransformation)).toThrow(/link 1 must be made by toJax/)
  })
})
