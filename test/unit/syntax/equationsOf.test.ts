import { describe, expect, it } from 'vitest'
import { hyper } from '../../../src/expr/index.ts'
import { equationsOf } from '../../../src/syntax/equationsOf.ts'
import { stateAfter, stepOnce, updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('equationsOf', () => {
  it('makes a state of what has a prime, 0 at first unless told', () => {
    const opt = equationsOf("v0 = 1, v' = 0.5·v + g, Δθ = -v'")
    expectNumbers(updatesOf(opt, [2, 4]), [-2.5, -5.25])
    expect(stateAfter(opt, [2])).toEqual({ count: 1, v: 2.5 })
  })

  it('knows the gradient, the parameter and the steps', () => {
    expectNumbers(updatesOf(equationsOf('Δθ = g + 10·θ + 100·t + 1000·count'), [1, 2], 3), [131, 1232])
  })

  it('takes names for what is given, and short names in any order', () => {
    expectNumbers(updatesOf(equationsOf("u' = s·u, s = lr/2", { lr: hyper('lr', 8) }), [3]), [12])
  })

  it('keeps one number for the tree of what is the same for all elements', () => {
    const opt = equationsOf("n0 = 1, n' = n + Σ(g²), m' = max(m, √n'), v' = v + m'·g, u' = v'")
    const [, state] = opt.update({ a: 3, b: 4 }, opt.init({ a: 0, b: 0 }), { a: 0, b: 0 })
    expect(state).toEqual({ count: 1, n: 26, m: Math.sqrt(26), v: { a: 3 * Math.sqrt(26), b: 4 * Math.sqrt(26) } })
  })

  it('measures leaves and trees under the names that formulas are printed with', () => {
    const params = { a: Float64Array.of(3, 4), b: 12 }
    expect(stepOnce(equationsOf("u' = norm_leaf(u) + 100·norm_tree(u)"), params)).toEqual({
      a: Float64Array.of(1305, 1305),
      b: 1312,
    })
    expect(stepOnce(equationsOf("u' = max_leaf(u) + 100·rms_tree(u)²"), params).b).toBeCloseTo(12 + (100 * 169) / 3, 9)
  })

  it.each([
    ['a = 1', 'no equation says what Δθ is.'],
    ['a = b, b = a, Δθ = a', 'a is defined by itself.'],
    ['a = 1, a = 2, Δθ = a', 'a is defined twice.'],
    ['g = 1, Δθ = g', 'g has a meaning already.'],
    ['Δθ = h', '"h" is not known here.'],
  ])('refuses %s', (text, message) => {
    expect(() => equationsOf(text)).toThrow(message)
  })
})
