import { describe, expect, expectTypeOf, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { measureWithEma } from '../../../src/chain/measureWithEma.ts'
import { monitor } from '../../../src/chain/monitor.ts'
import { snapshot } from '../../../src/chain/snapshot.ts'
import { abs, all, div, greater, isFinite, norm, reduceMax } from '../../../src/expr/index.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { toSpec } from '../../../src/spec/index.ts'
import { treeGet } from '../../../src/state/treeGet.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { expectError } from '../transforms/expectError.ts'

const params = { w: Float32Array.of(0, 0), b: 0 }
const gradients = { w: Float32Array.of(3, 0), b: -4 }

describe('snapshot', () => {
  it('keeps what it measures where it stands in the chain, and passes the updates on', () => {
    const opt = chain(
      snapshot('before', (update) => norm(update, 'tree')),
      clipByGlobalNorm(1),
      snapshot('after', (update) => norm(update, 'tree')),
      sgd(1),
    )
    const { state, updates } = everyWay(opt, params, [gradients])
    expect(treeGet(state, 'before')).toBe(5)
    expect(treeGet(state, 'after')).toBeCloseTo(1, 6)
    expect(updates.b).toBeCloseTo(0.8, 12)
  })

  it('has the measurement in its state from the first on, with its type', () => {
    const opt = snapshot('largest', (update) => reduceMax(abs(update), 'tree'))
    const state = opt.init(params)
    expectTypeOf(state).toEqualTypeOf<{ readonly largest: number }>()
    expect(state).toEqual({ largest: 0 })
    expect(opt.update(gradients, state)[1]).toEqual({ largest: 4 })
  })

  it('sees the gradient that entered the chain too', () => {
    const opt = chain(
      scale(0.5),
      snapshot('ratio', (update, gradient) => div(norm(update, 'tree'), norm(gradient, 'tree'))),
    )
    expect(opt.update(gradients, opt.init(params))[1][1].ratio).toBe(0.5)
  })

  it('measures a truth value as 1 or 0', () => {
    const opt = snapshot('finite', (update) => all(isFinite(update), 'tree'))
    expect(opt.update(gradients, opt.init(params))[1].finite).toBe(1)
    expect(opt.update({ ...gradients, b: NaN }, opt.init(params))[1].finite).toBe(0)
  })

  it('refuses what varies within the tree', () => {
    expectError(() => snapshot('all', (update) => abs(update)), 'invalid-rule', 'snapshot', 'all', 'reduce it')
    expectError(() => monitor({ leaf: (update) => norm(update, 'leaf') }), 'invalid-rule', 'monitor', 'leaf')
  })

  it('has no JSON', () => {
    expectError(
      () => toSpec(snapshot('one', () => 1)),
      'no-spec',
      'snapshot',
      'option measure is a function written by hand',
    )
    expectError(() => toSpec(monitor({ one: () => 1 })), 'no-spec', 'monitor', 'option measures.one is a function')
  })
})

describe('monitor', () => {
  it('keeps several measurements under their names', () => {
    const opt = monitor({ norm: (u) => norm(u, 'tree'), largest: (u) => reduceMax(u, 'tree') })
    const state = opt.init(params)
    expectTypeOf(state.norm).toBeNumber()
    expect(state).toEqual({ count: 0, norm: 0, largest: 0 })
    expect(opt.update(gradients, state)[1]).toEqual({ count: 1, norm: 5, largest: 3 })
  })

  it('averages what measureWithEma asks for', () => {
    const size = (u: Parameters<typeof norm>[0]) => norm(u, 'tree')
    const opt = monitor({
      debiased: measureWithEma(size, 0.5),
      plain: measureWithEma(size, 0.5, { debias: false }),
      large: measureWithEma((u) => greater(size(u), 4), 0.75),
    })
    const sizes = [8, 4, 2].map((w) => ({ w: Float32Array.of(w, 0), b: 0 }))
    const { state } = everyWay(opt, params, sizes)
    // plain: 4, 4, 3. Debiased, over 1 - 2⁻ᵗ: 8, 16/3, 24/7. Large: 1/4·(9/16)/(37/64).
    expect(treeGet(state, 'plain')).toBe(3)
    expect(treeGet(state, 'debiased')).toBeCloseTo(24 / 7, 12)
    expect(treeGet(state, 'large')).toBeCloseTo(9 / 37, 12)
  })

  it('refuses a measurement called count, and a decay out of range', () => {
    expectError(() => monitor({ count: () => 1 }), 'invalid-rule', 'monitor', 'count')
    expectError(() => measureWithEma(() => 1, 1), 'invalid-option', 'measureWithEma', 'decay')
  })
})
