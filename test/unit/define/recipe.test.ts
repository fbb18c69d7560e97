import { expect, test } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { recipe } from '../../../src/define/recipe.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { requiredHyperparameter } from '../../../src/options/number.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../../../src/transforms/scaleByLearningRate.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { bitsOf } from '../../helpers/bits.ts'
import { everyWay } from '../../helpers/everyWay.ts'

const options = { rate: requiredHyperparameter() }

test('a recipe is its links, bit for bit, under its own name', () => {
  const heavyBall = recipe(
    { name: 'heavyBall', options, build: ({ rate }) => chain(trace(0.9), scaleByLearningRate(rate)) },
    (rate: number) => ({ rate }),
  )
  const gradients = [1, 2, 3].map((k) => ({ w: Float32Array.of(k / 3, -k) }))
  const one = everyWay(heavyBall(0.1), gradients[0], gradients)
  const two = everyWay(chain(trace(0.9), scaleByLearningRate(0.1)), gradients[0], gradients)
  expect(bitsOf([one.updates, one.state])).toBe(bitsOf([two.updates, two.state]))
  expect(heavyBall(0.1).definition.spec).toEqual({ name: 'heavyBall', options: { rate: 0.1 } })
  expect(heavyBall.factoryName).toBe('heavyBall')
  expect(heavyBall.fromOptions({ rate: 0.5 }).definition.spec?.options).toEqual({ rate: 0.5 })
  expect(() => heavyBall.fromOptions({ rte: 0.5 })).toThrow('heavyBall: there is no option "rte". Did you mean "rate"?')
})

test('a recipe of one rule goes by its own name, in messages too', () => {
  const ball = recipe({ name: 'ball', options, build: ({ rate }) => trace(rate) }, (rate: number) => ({ rate }))
  expect(ball(0.5).init({ w: 1 })).toEqual({ count: 0, trace: { w: 0 } })
  expect(() => ball(0.5).update({ w: 1 }, {} as never)).toThrow('ball at state: slot')
})

test('options are checked before the recipe is built, and defaults come from its links', () => {
  expect(() => adam(NaN)).toThrow('adam: option learningRate must be a finite number or a schedule, got NaN.')
  expect(() => adam(0.1, { b1: 1.2 })).toThrow('adam: option b1 must be a number in [0, 1) or a schedule, got 1.2.')
  expect(adam(-0.1).update({ w: 4 }, adam(-0.1).init({ w: 0 }))[0].w).toBeCloseTo(0.09999999975, 15)
  expect(adam(0.1).definition.spec?.options).toEqual({
    learningRate: 0.1,
    b1: 0.9,
    b2: 0.999,
    eps: 1e-8,
    epsRoot: 0,
    nesterov: false,
  })
})

test('another engine is the same transformation with the same bits', () => {
  const opt = scaleByAdam()
  const other = withEngine(opt, 'reference')
  expect(other.definition).toBe(opt.definition)
  const [g, state] = [{ w: Float32Array.of(1, 2, 3) }, opt.init({ w: new Float32Array(3) })]
  expect(bitsOf(other.update(g, state))).toBe(bitsOf(opt.update(g, state)))
})
