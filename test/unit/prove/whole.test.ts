import { describe, expect, it } from 'vitest'
import { add, equal, input, mul, reduceSum, select, sub, whole, type Expr } from '../../../src/expr/index.ts'
import {
  adamw,
  chain,
  masked,
  muon,
  scaleByLearningRate,
  scaleByMuon,
  scaleByShape,
  type AnyGradientTransformation,
} from '../../../src/index.ts'
import { prove } from '../../../src/prove/index.ts'
import { stateless } from '../../helpers/elementwise.ts'

const verdict = (a: AnyGradientTransformation, b: AnyGradientTransformation): string => prove(a, b).verdict

const g = input('gradient')
const [sums, others] = ['sums', 'others'].map((name) => whole({ name, over: 'leaf', compute: () => {} }))

const between = (a: Expr, b: Expr): string => verdict(stateless(a), stateless(b))

describe('of functions of whole leaves proofs know', () => {
  it('that equal arguments give equal results', () => {
    expect(between(sums(add(g, g)), sums(mul(g, 2)))).toBe('proved')
    expect(between(reduceSum(sums(mul(2, g)), 'tree'), reduceSum(sums(add(g, g)), 'tree'))).toBe('proved')
    expect(between(sums(sums(sub(g, 0))), sums(sums(g)))).toBe('proved')
  })

  it('nothing else', () => {
    expect(between(sums(mul(g, 2)), mul(2, sums(g)))).toBe('unknown')
    expect(between(sums(g), others(g))).toBe('unknown')
    expect(between(sums(g), g)).toBe('unknown')
  })

  it('that what holds of the element at hand need not hold of the others', () => {
    expect(between(select(equal(g, 0), sums(g), 1), select(equal(g, 0), sums(0), 1))).toBe('unknown')
    expect(between(select(equal(g, 0), g, 1), select(equal(g, 0), 0, 1))).toBe('proved')
  })

  it('enough for Muon', () => {
    expect(verdict(muon(0.1, { muonMask: true }), chain(scaleByMuon(), scaleByShape(), scaleByLearningRate(0.1)))).toBe(
      'proved',
    )
    expect(verdict(muon(0.1, { muonMask: false }), adamw(0.1, { nesterov: true, weightDecay: 0 }))).toBe('proved')
    expect(verdict(masked(scaleByMuon(), ['w']), masked(scaleByMuon(), ['w']))).toBe('proved')
    expect(verdict(scaleByMuon(), scaleByMuon({ nsSteps: 4 }))).toBe('unknown')
  })
})
