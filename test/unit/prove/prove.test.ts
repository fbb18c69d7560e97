import { expect, test } from 'vitest'
import {
  adam,
  chain,
  decayRange,
  ema,
  nadam,
  nonNegative,
  positive,
  rmsprop,
  scale,
  scaleByLearningRate,
  trace,
} from '../../../src/index.ts'
import { div, mul, sub } from '../../../src/expr/index.ts'
import { prove, symbol, symbolic } from '../../../src/prove/index.ts'

const [b1, b2, d] = [symbol('b1', decayRange), symbol('b2', decayRange), symbol('d', decayRange)]
const [eps, lr] = [symbol('eps', nonNegative), symbol('lr')]

test('an optimizer equals itself written otherwise, for all its numbers at once', () => {
  expect(prove(nadam(lr, { b1, b2, eps }), adam(lr, { b1, b2, eps, nesterov: true }))).toMatchObject({
    verdict: 'proved',
    assumptions: [{ text: 'fewer than 2147483647 steps are taken' }],
  })
})

test('another epsilon is another optimizer, and a step shows it', () => {
  expect(prove(adam(0.1), adam(0.1, { eps: 1e-6 }))).toMatchObject({
    verdict: 'refuted',
    counterexample: { step: 1 },
  })
})

test('adam without a first moment is rmsprop with its bias corrected', () => {
  const right = rmsprop(lr, { decay: b2, eps, biasCorrection: true, epsInSqrt: false })
  expect(prove(adam(lr, { b1: 0, b2, eps }), right).verdict).toBe('proved')
})

test('a formula of symbols goes wherever a number does', () => {
  const [a, b] = [symbol('a'), symbol('b')]
  expect(prove(chain(scale(a), scale(b)), scale(symbolic(mul(a, b)))).verdict).toBe('proved')
})

test('a moving average is a scaled trace, under a change of variables', () => {
  const left = ema(d, { debias: false })
  const right = chain(trace(d), scale(symbolic(sub(1, d))))
  const proof = prove(left, right, { relate: ({ state }) => ({ state: [{ trace: div(state.ema, sub(1, d)) }] }) })
  expect(proof).toMatchObject({
    verdict: 'proved',
    relations: [expect.anything(), 'right state[0].trace = ema / (1 - d)'],
  })
})

test('without an epsilon, scaling the gradients changes nothing', () => {
  const c = symbol('c', positive)
  const plain = adam(lr, { b1, b2, eps: 0 })
  const proof = prove(plain, chain(scale(c), plain), {
    relate: ({ state: [{ mu, nu }] }) => ({ state: [{}, [{ mu: mul(c, mu), nu: mul(c, c, nu) }]] }),
  })
  expect(proof.verdict).toBe('proved')
})

test('a relation that the state does not keep proves nothing', () => {
  const proof = prove(trace(d), trace(d), { relate: ({ state }) => ({ state: { trace: mul(2, state.trace) } }) })
  expect(proof.verdict).toBe('unknown')
})

test('arithmetic on a symbol outside of formulas is refused', () => {
  expect(() => scale(b1 * 2)).toThrow('a symbol has no value')
  expect(() => scaleByLearningRate(lr).update({ w: 1 }, { count: 0 })).toThrow('has no value')
})
