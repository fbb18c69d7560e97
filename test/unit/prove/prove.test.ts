import { expect, test } from 'vitest'
import {
  adam,
  chain,
  counter,
  decayRange,
  ema,
  moment,
  nadam,
  nonNegative,
  positive,
  rmsprop,
  scale,
  scaleByLearningRate,
  trace,
  transformation,
} from '../../../src/index.ts'
import {
  abs,
  add,
  constant,
  div,
  log,
  mul,
  neg,
  pow,
  sign,
  sqrt,
  square,
  sub,
  type Expr,
  type Operand,
} from '../../../src/expr/index.ts'
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

/** A rule of one formula over the update, the count and a moment that follows another one. */
const rule = (update: (u: Expr, count: Expr, mu: Expr) => Operand, mu: (u: Expr, count: Expr) => Operand = () => 0) =>
  transformation(
    {
      name: 'rule',
      options: {},
      state: { count: counter(), mu: moment() },
      rule: (inputs) => ({
        update: update(inputs.update, inputs.count, inputs.mu),
        mu: mu(inputs.update, inputs.count),
      }),
    },
    () => ({}),
  )()

test('what only numbers without a value would have in common is not proved', () => {
  const alternating = rule((u, count) => mul(u, pow(-1, sub(count, 1))))
  expect(
    prove(
      rule((u) => u),
      alternating,
    ).verdict,
  ).toBe('refuted')
  expect(
    prove(
      rule((u) => pow(sign(square(u)), 0)),
      rule((u) => pow(sign(square(u)), 0.1)),
    ).verdict,
  ).not.toBe('proved')
  expect(
    prove(
      rule((u) => add(log(u), log(neg(u)))),
      rule(() => 5),
    ).verdict,
  ).not.toBe('proved')
})

test('a slot that has no value is not read as if it had one', () => {
  const forgetful = rule((u, _, mu) => add(u, sub(mu, mu)))
  const broken = rule(
    (u, _, mu) => add(u, sub(mu, mu)),
    (u) => div(u, 0),
  )
  expect(prove(forgetful, broken).verdict).toBe('unknown')
})

test('roots are taken apart only where they may be', () => {
  expect(
    prove(
      rule((u) => sqrt(square(u))),
      rule((u) => abs(u)),
    ).verdict,
  ).toBe('proved')
  expect(
    prove(
      rule((u) => sqrt(square(u))),
      rule((u) => u),
    ).verdict,
  ).toBe('refuted')
  expect(
    prove(
      rule((u) => square(sqrt(u))),
      rule((u) => u),
    ).verdict,
  ).not.toBe('proved')
})

test('a formula too large to compare is refused', () => {
  let sum: Expr = constant(1)
  for (let i = 0; i < 14; i++) sum = add(sum, symbol(`x${i}`) as Operand)
  const large = symbolic(pow(sum, 12))
  expect(() => prove(chain(scale(large)), chain(scale(large), scale(1)))).toThrow(/the proof needs/)
})
