import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
// It brings the gradients of the operations along.
import '@tensorflow/tfjs-layers'
import * as tf from '@tensorflow/tfjs-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  adam,
  adamw,
  applyIfFinite,
  chain,
  clipByGlobalNorm,
  cosineDecaySchedule,
  injectHyperparams,
  masked,
  multiSteps,
  polyakSgd,
  reduceOnPlateau,
  scale,
  scaleByFactoredRms,
  scaleByLearningRate,
  scaleByNovograd,
  sgd,
  trace,
  zeroNans,
} from '../../../src/index.ts'
import { toTfjs, type StepPlace, type TfjsOptimizer } from '../../../src/tfjs/index.ts'

const numbers = (x: tf.Tensor | undefined): readonly number[] => (x === undefined ? [] : [...x.dataSync()])

/** A copy of what saving hands out. */
const savedBy = async (optimizer: TfjsOptimizer): Promise<Record<string, readonly number[]>> => {
  const weights = await optimizer.getWeights()
  const record = Object.fromEntries(weights.map(({ name, tensor }) => [name, numbers(tensor)]))
  weights.forEach(({ tensor }) => tensor.dispose())
  return record
}

const expectClose = (got: readonly number[], wanted: readonly number[]): void => {
  expect(got).toHaveLength(wanted.length)
  got.forEach((x, i) => expect(x).toBeCloseTo(wanted[i], 6))
}

let names = 0
/** A variable under a name nobody has had. */
const variable = (values: number[], name = `v${(names += 1)}`): tf.Variable =>
  tf.variable(tf.tensor(values), true, name)

describe.each([
  ['cpu', 'tensors'],
  ['cpu', 'engine'],
  ['wasm', 'tensors'],
  ['wasm', 'engine'],
] as const)('an optimizer of TensorFlow.js, on %s, by %s', (backend, place: StepPlace) => {
  beforeEach(async () => {
    await tf.setBackend(backend)
    tf.engine().startScope()
  })
  afterEach(() => {
    tf.engine().endScope()
    tf.disposeVariables()
  })

  it('is one, and takes steps', () => {
    const w = variable([1, 2])
    const optimizer = toTfjs(sgd(0.5), { place })
    expect(optimizer).toBeInstanceOf(tf.Optimizer)
    optimizer.applyGradients([{ name: w.name, tensor: tf.tensor([2, 4]) }])
    expect(numbers(w)).toEqual([0, 0])
    optimizer.applyGradients({ [w.name]: tf.tensor([-2, 2]) })
    expect(numbers(w)).toEqual([1, -1])
    expect(optimizer.iterations).toBe(2)
    expect(optimizer.place).toBe(place)
  })

  it('minimizes', () => {
    const w = variable([3, -2])
    const optimizer = toTfjs(chain(clipByGlobalNorm(1), adamw(0.1)), { place })
    const cost = (): tf.Scalar => tf.sum(tf.square(w))
    for (let step = 0; step < 100; step++) optimizer.minimize(cost)
    expect(numbers(optimizer.minimize(cost, true) ?? undefined)[0]).toBeLessThan(1e-2)
  })

  it('holds as many tensors after 500 steps as after the first', () => {
    const [w, b] = [variable([3, -2]), variable([1])]
    const optimizer = toTfjs(
      chain(clipByGlobalNorm(1), adamw(cosineDecaySchedule({ initValue: 0.1, decaySteps: 400 }))),
      {
        place,
      },
    )
    const step = (): unknown => optimizer.minimize(() => tf.sum(tf.square(tf.mul(w, b))))
    step()
    const { numTensors, numDataBuffers } = tf.memory()
    for (let i = 0; i < 500; i++) step()
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers })
    optimizer.dispose()
    expect(tf.memory().numTensors).toBe(numTensors - (place === 'tensors' ? 4 : 0))
    expect(() => step()).toThrow(/this optimizer was disposed/)
  })

  it('keeps its state when a step is taken inside a tidy', () => {
    const w = variable([0])
    const optimizer = toTfjs(trace(0.5), { place })
    for (let i = 0; i < 3; i++) tf.tidy(() => optimizer.applyGradients({ [w.name]: tf.tensor([1]) }))
    expect(numbers(w)[0]).toBeCloseTo(1 + 1.5 + 1.75)
  })

  it('gives the loss to a transformation that reads it', () => {
    // Polyak's step is the loss over the square of the gradient: 25 / 100 · 2w = w / 2.
    const w = variable([3, 4])
    const optimizer = toTfjs(polyakSgd(), { place })
    const cost = (): tf.Scalar => tf.sum(tf.square(w))
    optimizer.minimize(cost)
    expectClose(numbers(w), [1.5, 2])
    const { value, grads } = optimizer.computeGradients(cost)
    optimizer.applyGradients(grads)
    expectClose(numbers(w), [0.75, 1])
    const { numTensors } = tf.memory()
    for (let i = 0; i < 20; i++) optimizer.minimize(cost)
    expect(tf.memory().numTensors).toBe(numTensors)
    value.dispose()
    expect(() => optimizer.applyGradients(grads)).toThrow(/reads the loss at every step, which minimize and model\.fit/)
    expectClose(numbers(w), [0.75 / 2 ** 20, 1 / 2 ** 20])
  })

  it('keeps what follows the loss in the state, saves it, and gives all of it back', async () => {
    const w = variable([1])
    const before = tf.memory().numTensors
    // Uphill, so that the first loss is the best one and each after it halves the scale.
    const make = (): TfjsOptimizer => toTfjs(chain(sgd(-1), reduceOnPlateau({ factor: 0.5, patience: 1 })), { place })
    const cost = (): tf.Scalar => tf.sum(w)
    const first = make()
    for (let i = 0; i < 5; i++) first.minimize(cost)
    expect(numbers(w)).toEqual([1 + 1 + 1 / 2 + 1 / 4 + 1 / 8 + 1 / 16])
    const saved = await first.getWeights()
    const second = make()
    await second.setWeights(saved)
    saved.forEach(({ tensor }) => tensor.dispose())
    second.minimize(cost)
    expect(numbers(w)).toEqual([3 - 1 / 32])
    first.dispose()
    second.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('leaves nothing behind where a step of minimize fails', () => {
    const w = variable([1, 2])
    const optimizer = toTfjs(
      sgd(() => NaN),
      { place },
    )
    const { numTensors } = tf.memory()
    expect(() => optimizer.minimize(() => tf.sum(w))).toThrow(/gave NaN at count 0/)
    expect(tf.memory().numTensors).toBe(numTensors)
    expect(numbers(w)).toEqual([1, 2])
    expect(optimizer.iterations).toBe(0)
  })

  it('sees the parts of names as paths, so that patterns, prefixes and functions choose variables', () => {
    const one = tf.tensor([1])
    for (const mask of [
      ['**.kernel'],
      { 'dense.*': true, '**': false },
      { dense: true, out: false },
      (path: string) => path.endsWith('.kernel'),
    ]) {
      const [kernel, bias] = [variable([4], 'dense/kernel'), variable([4], 'out')]
      const optimizer = toTfjs(chain(masked(scaleByLearningRate(3), mask), scale(0.5)), { place })
      optimizer.applyGradients({ 'dense/kernel': one, out: one })
      expect([numbers(kernel), numbers(bias)]).toEqual([[2.5], [4.5]])
      kernel.dispose()
      bias.dispose()
    }
  })

  it('tells apart a variable and those whose names go on where its name ends', async () => {
    const names = ['a', 'a/b', 'a/b/c', 'd/e', '/x']
    const all = names.map((name) => variable([0], name))
    const optimizer = toTfjs(trace(0.5), { place })
    const step = (): void => optimizer.applyGradients(names.map((name, i) => ({ name, tensor: tf.tensor([i + 1]) })))
    step()
    optimizer.applyGradients({ 'a/b': tf.tensor([2]) })
    step()
    expect(all.map((x) => numbers(x)[0])).toEqual([2.5, 8.5, 7.5, 10, 12.5])
    const { iter, count, ...traces } = await savedBy(optimizer)
    expect([iter, count]).toEqual([[3], [3]])
    expect(traces).toEqual({
      'trace/a': [1.5],
      'trace/a/b': [3.5],
      'trace/a/b/c': [4.5],
      'trace/d/e': [6],
      'trace//x': [7.5],
    })
  })

  it('tells the learning rate of the next step', () => {
    const w = variable([1])
    const optimizer = toTfjs(
      applyIfFinite(
        sgd((count) => 1 / (count + 1)),
        3,
      ),
      { place },
    )
    expect(optimizer.learningRate).toBe(1)
    optimizer.applyGradients({ [w.name]: tf.tensor([1]) })
    expect(optimizer.learningRate).toBe(0.5)
    optimizer.applyGradients({ [w.name]: tf.tensor([NaN]) })
    expect(optimizer.learningRate).toBe(0.5)
    expect(numbers(w)).toEqual([0])
  })

  it('takes other values for injected hyperparameters between steps, and keeps the rest of its state', () => {
    const [w, b] = [variable([1]), variable([1])]
    const optimizer = toTfjs(chain(clipByGlobalNorm(9), injectHyperparams(sgd, { learningRate: 0.5, momentum: 0.5 })), {
      place,
    })
    const step = () => optimizer.applyGradients({ [w.name]: tf.tensor([1]) })
    optimizer.setHyperparams({ learningRate: 1 })
    step()
    expect(numbers(w)).toEqual([0])
    optimizer.applyGradients({ [b.name]: tf.tensor([1]) })
    const before = tf.memory().numTensors
    optimizer.setHyperparams({ learningRate: 2 })
    expect(optimizer.learningRate).toBe(2)
    step()
    // The momentum goes on: -2 · (0.5 · 1 + 1).
    expect(numbers(w)).toEqual([-3])
    expect(numbers(b)).toEqual([0])
    for (let i = 0; i < 20; i++) {
      optimizer.setHyperparams({ learningRate: i, momentum: 0 })
      tf.tidy(step)
    }
    expect(tf.memory().numTensors).toBe(before + 1)
    expect(optimizer.learningRate).toBe(19)
    expect(() => optimizer.setHyperparams({ learningRat: 1 })).toThrow('Did you mean "learningRate"?')
    expect(() => optimizer.setHyperparams({ learningRate: NaN })).toThrow('a finite number, got NaN')
    expect(() => toTfjs(sgd(1), { place }).setHyperparams({ learningRate: 1 })).toThrow('injectHyperparams')
  })

  it('keeps state by name: freezing a variable leaves its moments alone and a new one starts afresh', async () => {
    const [a, b, c] = [variable([0], 'a'), variable([0], 'b'), variable([0], 'c')]
    const optimizer = toTfjs(trace(0.5), { place })
    const one = tf.tensor([1])
    optimizer.applyGradients({ a: one, b: one })
    optimizer.applyGradients({ b: one })
    optimizer.applyGradients({ c: one, a: one })
    expect([a, b, c].map((x) => numbers(x)[0])).toEqual([2.5, 2.5, 1])
    expect(await savedBy(optimizer)).toEqual({
      iter: [3],
      count: [3],
      'trace/a': [1.5],
      'trace/b': [1.5],
      'trace/c': [1],
    })
  })

  it('saves what it keeps for each leaf, and for each row and column, to the bit', async () => {
    const gradient = tf.tensor([0.25, -3, 1, 0.1], [2, 2])
    const make = (): TfjsOptimizer =>
      toTfjs(chain(scaleByNovograd(), scaleByFactoredRms({ minDimSizeToFactor: 2 })), { place })
    const [w, v] = ['w', 'v'].map((name) => tf.variable(tf.tensor([1, 2, 3, 4], [2, 2]), true, name))
    const first = make()
    for (let step = 0; step < 2; step++) first.applyGradients({ w: gradient, v: gradient })
    const saved = await first.getWeights()
    const second = make()
    await second.setWeights(saved)
    saved.forEach(({ tensor }) => tensor.dispose())
    first.applyGradients({ w: gradient })
    second.applyGradients({ v: gradient })
    expect(numbers(v)).toEqual(numbers(w))
    for (const each of [first, second, gradient, w, v]) each.dispose()
  })

  it('saves its weights and goes on from them to the bit', async () => {
    const gradient = tf.tensor([0.25, -3])
    const make = (): TfjsOptimizer =>
      toTfjs(chain(zeroNans(), masked(trace(0.5), ['u']), injectHyperparams(adam, { learningRate: 0.1 })), { place })
    const [w, v] = [variable([1, 2], 'w'), variable([1, 2], 'v'), variable([1, 2], 'u')]
    const first = make()
    first.applyGradients({ w: gradient, v: gradient, u: gradient })
    const saved = await first.getWeights()
    const second = make()
    await second.setWeights(saved)
    saved.forEach(({ tensor }) => tensor.dispose())
    expect(second.iterations).toBe(1)
    first.applyGradients({ w: gradient })
    second.applyGradients({ v: gradient })
    expect(numbers(v)).toEqual(numbers(w))
    expect(second.learningRate).toBe(0.1)
  })

  it('refuses weights of another optimizer', async () => {
    const optimizer = toTfjs(trace(0.5), { place })
    const iter = { name: 'iter', tensor: tf.scalar(1, 'int32') }
    await expect(optimizer.setWeights([iter, { name: '[0].mu/w', tensor: tf.tensor([1]) }])).rejects.toThrow(
      /at \[0\].mu\/w: this weight belongs to no slot/,
    )
    await expect(optimizer.setWeights([iter])).rejects.toThrow(/at count: this weight is missing/)
  })

  describe('refuses, without changing or leaking anything,', () => {
    it.each<[string, () => Record<string, tf.Tensor>, RegExp]>([
      [
        'a gradient without a variable',
        () => ({ nobody: tf.tensor([1, 1]) }),
        /^at nobody: there is a gradient, but no variable/,
      ],
      [
        'a gradient of another shape',
        () => ({ w: tf.tensor([1]) }),
        /^at w: the variable has shape \[2\], its gradient \[1\]/,
      ],
      [
        'an int32 gradient',
        () => ({ w: tf.tensor([1, 1], [2], 'int32') }),
        /^at w: the gradient must be float32, got int32/,
      ],
      [
        'a bool gradient',
        () => ({ w: tf.tensor([1, 1], [2], 'bool') }),
        /^at w: the gradient must be float32, got bool/,
      ],
      [
        'an integer variable',
        () => ({ counts: tf.tensor([1]) }),
        /^at counts: the variable must be float32, got int32/,
      ],
      [
        'a gradient that was disposed of',
        () => {
          const gone = tf.tensor([1, 1])
          gone.dispose()
          return { w: gone }
        },
        /^at w: the gradient was disposed/,
      ],
      [
        'a gradient of a variable that was disposed of',
        () => {
          variable([1, 1], 'gone').dispose()
          return { gone: tf.tensor([1, 1]) }
        },
        /^at gone: there is a gradient, but no variable/,
      ],
    ])('%s', (_, make, message) => {
      const [w, b] = [variable([1, 2], 'w'), variable([3], 'b')]
      tf.variable(tf.tensor([1], [1], 'int32'), true, 'counts')
      const optimizer = toTfjs(adam(0.1), { place })
      const gradients = { b: tf.tensor([1]), ...make() }
      optimizer.applyGradients({ b: gradients.b })
      const before = numbers(b)
      const { numTensors } = tf.memory()
      expect(() => optimizer.applyGradients(gradients)).toThrow(message)
      expect(tf.memory().numTensors).toBe(numTensors)
      expect([numbers(w), numbers(b)]).toEqual([[1, 2], before])
      expect(optimizer.iterations).toBe(1)
    })

    it('a variable that came back under its name in another shape', () => {
      const optimizer = toTfjs(adam(0.1), { place })
      const w = variable([1, 2], 'w')
      optimizer.applyGradients({ w: tf.tensor([1, 1]) })
      w.dispose()
      const again = variable([1, 2, 3], 'w')
      const gradient = tf.tensor([1, 1, 1])
      const { numTensors } = tf.memory()
      expect(() => optimizer.applyGradients({ w: gradient })).toThrow(
        /^at w: the variable has shape \[3\], but its state/,
      )
      expect(tf.memory().numTensors).toBe(numTensors)
      expect(numbers(again)).toEqual([1, 2, 3])
    })

    it('a schedule that gives no number', () => {
      const w = variable([1, 2], 'w')
      const optimizer = toTfjs(
        chain(
          trace(0.9),
          scaleByLearningRate((count) => (count < 1 ? 0.5 : NaN)),
        ),
        { place },
      )
      const gradient = tf.tensor([2, 2])
      optimizer.applyGradients({ w: gradient })
      const { numTensors } = tf.memory()
      expect(() => optimizer.applyGradients({ w: gradient })).toThrow(
        /the schedule of learningRate gave NaN at count 1/,
      )
      expect(tf.memory().numTensors).toBe(numTensors)
      expect(numbers(w)).toEqual([0, 1])
    })
  })
})

describe('complex numbers', () => {
  it('are refused', async () => {
    // The wasm backend has none at all.
    await tf.setBackend('cpu')
    const w = variable([1, 2])
    const gradient = tf.complex([1, 1], [0, 0])
    expect(() => toTfjs(adam(0.1)).applyGradients({ [w.name]: gradient })).toThrow(/must be float32, got complex64/)
    tf.dispose([w, gradient])
  })
})

it('refuses a place that is none', () => {
  expect(() => toTfjs(sgd(1), { place: 'gpu' as never })).toThrow(
    `toTfjs: option place must be 'tensors' or 'engine', got "gpu".`,
  )
})

it('refuses a transformation that reads what TensorFlow.js does not give', () => {
  expect(() => toTfjs(multiSteps(adam(0.1), 4, { weighted: true }))).toThrow(
    /^multiSteps: this transformation reads the number weight at every step, and TensorFlow\.js gives/,
  )
})

describe('the configuration of such an optimizer', () => {
  it('is its spec, from which the class rebuilds it', () => {
    const optimizer = toTfjs(chain(clipByGlobalNorm(1), adamw(cosineDecaySchedule({ initValue: 0.1, decaySteps: 9 }))))
    const config = optimizer.getConfig()
    expect(JSON.parse(String(config['name']))).toMatchObject({
      chain: [{ clipByGlobalNorm: { maxNorm: 1 } }, { adamw: {} }],
    })
    const { classNameMap } = tf.serialization.SerializationMap.getMap()
    const [make, fromConfig] = classNameMap['OptfuseOptimizer']
    expect(fromConfig(make, config).getConfig()).toEqual(config)
  })

  it('cannot hold a schedule that is a function', () => {
    expect(() => toTfjs(sgd((count) => 1 / count)).getConfig()).toThrow(/learningRate/)
  })
})
