import { describe, expect, it } from 'vitest'
import { applyIfFinite } from '../../../src/chain/applyIfFinite.ts'
import { chain } from '../../../src/chain/chain.ts'
import { freeze } from '../../../src/chain/freeze.ts'
import { getHyperparams } from '../../../src/chain/getHyperparams.ts'
import { injectHyperparams } from '../../../src/chain/injectHyperparams.ts'
import { masked } from '../../../src/chain/masked.ts'
import { partition } from '../../../src/chain/partition.ts'
import { setHyperparams } from '../../../src/chain/setHyperparams.ts'
import { compile } from '../../../src/compile/index.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { size } from '../../../src/expr/index.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { adamw } from '../../../src/optimizers/adamw.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { tensor } from '../../../src/pytree/index.ts'
import { adaptiveGradClip } from '../../../src/transforms/adaptiveGradClip.ts'
import { addDecayedWeights } from '../../../src/transforms/addDecayedWeights.ts'
import { centralize } from '../../../src/transforms/centralize.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { identity } from '../../../src/transforms/identity.ts'
import { normalizeByUpdateNorm } from '../../../src/transforms/normalizeByUpdateNorm.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { scaleByPolyak } from '../../../src/transforms/scaleByPolyak.ts'
import { scaleByRms } from '../../../src/transforms/scaleByRms.ts'
import { setToZero } from '../../../src/transforms/setToZero.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { zeroNans } from '../../../src/transforms/zeroNans.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { expectError } from '../transforms/expectError.ts'

const params = { w: Float64Array.of(1, 2), b: 3 }
const gradients = { w: Float64Array.of(3, 4), b: 12 }

describe('masked', () => {
  it('transforms the leaves inside and passes the others unchanged', () => {
    const { updates } = everyWay(masked(scale(2), ['w']), params, [gradients])
    expect(updates).toEqual({ w: Float64Array.of(6, 8), b: 12 })
  })

  it('keeps state for the leaves inside, and null for the others', () => {
    const { state } = everyWay(masked(trace(0.5), ['w']), params, [gradients, gradients])
    // 3, then 0.5 · 3 + 3.
    expect(state).toEqual({ innerState: { count: 2, trace: { w: Float64Array.of(4.5, 6), b: null } } })
  })

  it('is the identity, with counts only, when the mask chooses nothing', () => {
    const opt = masked(adam(0.1), false)
    const [updates, state] = opt.update(gradients, opt.init(params))
    expect(updates).toEqual(gradients)
    expect(state.innerState[0]).toEqual({ count: 1, mu: { w: null, b: null }, nu: { w: null, b: null } })
  })

  it('does not look at what is outside: a NaN there stays there', () => {
    const broken = { w: Float64Array.of(3, 4), b: NaN }
    const { updates } = everyWay(masked(clipByGlobalNorm(1), ['w']), params, [broken])
    expect(updates).toEqual({ w: Float64Array.of(3 * (1 / 5), 4 * (1 / 5)), b: NaN })
  })
})

describe('within a mask the tree is the leaves inside', () => {
  it('for norms: 5 inside, 13 in all', () => {
    expect(everyWay(masked(clipByGlobalNorm(1), ['w']), params, [gradients]).updates.w).toEqual(
      Float64Array.of(3 * (1 / 5), 4 * (1 / 5)),
    )
    const { updates } = everyWay(masked(normalizeByUpdateNorm({ eps: 0, scaleFactor: 10 }), ['w']), params, [gradients])
    expect(updates).toEqual({ w: Float64Array.of(6, 8), b: 12 })
  })

  it('for how many elements it has', () => {
    const byCount = transformation(
      { name: 'byCount', options: {}, state: {}, rule: () => ({ update: size('tree') }) },
      () => ({}),
    )
    expect(everyWay(masked(byCount(), ['w']), params, [gradients]).updates).toEqual({ w: Float64Array.of(2, 2), b: 12 })
    expect(everyWay(masked(byCount(), { w: false, b: true }), params, [gradients]).updates.b).toBe(1)
    expect(everyWay(chain(byCount(), masked(byCount(), ['b'])), params, [gradients]).updates).toEqual({
      w: Float64Array.of(3, 3),
      b: 1,
    })
  })

  it('and for a chain around it, all of them: each norm is that of its own tree', () => {
    // First 13 for all, which makes { 3/13, 4/13, 12/13 }; then 5/13 for w alone.
    const opt = chain(clipByGlobalNorm(1), masked(normalizeByUpdateNorm({ eps: 0 }), ['w']))
    const { updates } = everyWay(opt, params, [gradients])
    expect(updates.w[0]).toBeCloseTo(0.6, 15)
    expect(updates.b).toBeCloseTo(12 / 13, 15)
  })

  it('for rules over the axes of a leaf, and leaves of several ranks', () => {
    const weights = { a: tensor(Float64Array.of(1, 2, 3, 6), [2, 2]), b: tensor(Float64Array.of(1, 2), [1, 2]), c: 5 }
    const { updates } = everyWay(masked(centralize(), ['a', 'c']), weights, [weights])
    expect(updates).toEqual({ ...weights, a: tensor(Float64Array.of(-0.5, 0.5, -1.5, 1.5), [2, 2]) })
  })

  it('for rules that refuse a shape: the leaf is masked out', () => {
    const shape = [1, 2, 1, 2, 1, 2]
    const weights = { a: Float64Array.of(3, 4), b: tensor(new Float64Array(8).fill(7), shape) }
    expectError(
      () => adaptiveGradClip(0.5).update(weights, adaptiveGradClip(0.5).init(weights), weights),
      'shape-mismatch',
      'at b',
    )
    const { updates } = everyWay(masked(adaptiveGradClip(0.5), ['a']), weights, [weights])
    // The limit is half the norm.
    expect(updates).toEqual({ ...weights, a: Float64Array.of(1.5, 2) })
    const frozen = partition({ clipped: adaptiveGradClip(0.5), frozen: setToZero() }, { a: 'clipped', b: 'frozen' })
    expect(everyWay(frozen, weights, [weights]).updates.a).toEqual(Float64Array.of(1.5, 2))
    // It does not help to freeze it only after it was measured.
    const late = chain(adaptiveGradClip(0.5), clipByGlobalNorm(1), freeze(['b']))
    expectError(() => late.update(weights, late.init(weights), weights), 'shape-mismatch', 'at b')
  })

  it('for flags, which are null outside', () => {
    const { updates, state } = everyWay(masked(zeroNans(), ['w']), params, [{ w: Float64Array.of(NaN, 1), b: NaN }])
    expect(updates).toEqual({ w: Float64Array.of(0, 1), b: NaN })
    expect(state).toEqual({ innerState: { foundNan: { w: true, b: null } } })
  })
})

describe('masks within masks', () => {
  const tree = { x: 1, y: 1, z: 1 }

  it('intersect', () => {
    const opt = masked(chain(scale(2), masked(trace(0), ['y', 'z']), masked(scale(5), ['z'])), ['x', 'y'])
    const { updates, state } = everyWay(opt, tree, [tree])
    expect(updates).toEqual({ x: 2, y: 2, z: 1 })
    expect(state).toEqual({
      innerState: [{}, { innerState: { count: 1, trace: { x: null, y: 2, z: null } } }, { innerState: {} }],
    })
  })

  it('and so do those of weight decay', () => {
    const opt = masked(addDecayedWeights(0.5, { mask: ['y', 'z'] }), ['x', 'y'])
    expect(everyWay(opt, tree, [tree]).updates).toEqual({ x: 1, y: 1.5, z: 1 })
  })

  it('measure what is in both', () => {
    const opt = masked(masked(clipByGlobalNorm(1), ['y', 'z']), ['x', 'y'])
    expect(everyWay(opt, tree, [{ x: 3, y: 4, z: 12 }]).updates).toEqual({ x: 3, y: 1, z: 12 })
  })
})

describe('a mask among other wrappers', () => {
  it('sees as gradient what entered the chain around it', () => {
    // The second link halves by the root mean square of the gradient, 4, not of the update, 8.
    const opt = chain(scale(2), masked(scaleByRms({ decay: 0, eps: 0, of: 'gradient' }), ['b']))
    expect(everyWay(opt, { w: 0, b: 0 }, [{ w: 3, b: 4 }]).updates).toEqual({ w: 6, b: 2 })
  })

  it('within a guard: a step that is skipped leaves the masked state as it is, and one is skipped for what is outside', () => {
    const opt = applyIfFinite(masked(trace(1), ['w']), 3)
    const steps = [
      gradients,
      { w: Float64Array.of(NaN, 1), b: 1 },
      { w: Float64Array.of(1, 1), b: Infinity },
      gradients,
    ]
    const { updates, state } = everyWay(opt, params, steps)
    expect(updates).toEqual({ w: Float64Array.of(6, 8), b: 12 })
    expect(state).toEqual({
      guard: { notfiniteCount: 0, totalNotfinite: 2 },
      innerState: { innerState: { count: 2, trace: { w: Float64Array.of(6, 8), b: null } } },
    })
  })

  it('around a guard: what is outside does not close it', () => {
    const opt = masked(applyIfFinite(trace(1), 3), ['w'])
    const { updates, state } = everyWay(opt, params, [
      { w: Float64Array.of(1, 1), b: NaN },
      { ...gradients, w: Float64Array.of(1, Infinity) },
    ])
    expect(updates).toEqual({ w: Float64Array.of(0, 0), b: 12 })
    expect(state).toEqual({
      innerState: {
        guard: { notfiniteCount: 1, totalNotfinite: 1 },
        innerState: { count: 1, trace: { w: Float64Array.of(1, 1), b: null } },
      },
    })
  })

  it('around and within injected hyperparameters, which can be set', () => {
    const around = masked(injectHyperparams(sgd, { learningRate: 0.5 }), ['w'])
    const { innerState } = around.init(params)
    const state = { innerState: setHyperparams(innerState, { learningRate: 2 }) }
    expect(getHyperparams(state.innerState)).toMatchObject({ learningRate: 2 })
    expect(around.update(gradients, state)[0]).toEqual({ w: Float64Array.of(-6, -8), b: 12 })
    const within = injectHyperparams(addDecayedWeights, { weightDecay: 0.5, mask: ['w'] })
    const next = setHyperparams(within.init(params), { weightDecay: 2 })
    expect(within.update(gradients, next, params)[0]).toEqual({ w: Float64Array.of(5, 8), b: 12 })
  })

  it('asks for the extra arguments and the parameters that what it wraps reads', () => {
    const opt = masked(chain(scaleByPolyak({ maxLearningRate: 10 }), addDecayedWeights(1)), ['b'])
    const state = opt.init(params)
    expectError(() => opt.update(gradients, state, params, {} as { value: number }), 'missing-argument', 'value')
    // 288 / 12² = 2 inside; then the parameter is added.
    expect(opt.update(gradients, state, params, { value: 288 })[0].b).toBeCloseTo(27, 12)
  })
})

describe('a masked run', () => {
  it('goes on from a snapshot and from the state of the pure update, bit for bit', () => {
    const opt = chain(clipByGlobalNorm(1), masked(adamw(0.1), ['w']), masked(zeroNans(), ['b']))
    const whole = compile(opt, params)
    for (let step = 0; step < 4; step++) whole.step(gradients)
    const first = compile(opt, params)
    first.step(gradients)
    first.step(gradients)
    const half = first.snapshot()
    const second = compile(opt, half.params, { state: half.state })
    second.step(gradients)
    const [, last] = opt.update(gradients, second.snapshot().state, second.snapshot().params)
    second.step(gradients)
    expect(second.snapshot()).toEqual(whole.snapshot())
    expect(last).toEqual(whole.snapshot().state)
    for (const run of [whole, first, second]) run.dispose()
  })

  it('holds no moments for the leaves outside', () => {
    const big = { inside: new Float32Array(10), outside: new Float32Array(100_000) }
    const bytes = (opt: ReturnType<typeof masked<ReturnType<typeof scaleByAdam>>>): number => {
      const run = compile(opt, big, { engine: 'reference' })
      const { bytes: held } = run
      run.dispose()
      return held
    }
    // Two moments of 400 kB fewer.
    expect(bytes(masked(scaleByAdam(), true)) - bytes(masked(scaleByAdam(), ['inside']))).toBeGreaterThan(790_000)
  })
})

describe('the state of a masked transformation', () => {
  const opt = masked(trace(0.5), ['w'])

  it('is refused where a leaf outside has some, or one inside has none', () => {
    const full = trace(0.5).init(params)
    expectError(() => opt.update(gradients, { innerState: full }), 'structure-mismatch', 'innerState.trace', 'b')
    const none = { innerState: { count: 0, trace: { w: null, b: null } } }
    expectError(() => opt.update(gradients, none), 'structure-mismatch', 'w')
  })

  it('tells apart the trees it has seen: each has its own plan', () => {
    const byRank = masked(scale(2), (_, { shape }) => shape.length > 0)
    for (let round = 0; round < 2; round++) {
      expect(byRank.update({ a: 1 }, byRank.init({ a: 1 }))[0]).toEqual({ a: 1 })
      const vector = { a: Float32Array.of(1) }
      expect(byRank.update(vector, byRank.init(vector))[0]).toEqual({ a: Float32Array.of(2) })
    }
  })
})

describe('tied leaves under a mask', () => {
  it('are one parameter, inside or outside', () => {
    const shared = Float64Array.of(1, 2)
    const tied = { a: shared, b: 5, c: shared }
    const step = { a: Float64Array.of(1, 0), b: 1, c: Float64Array.of(0, 1) }
    const opt = masked(trace(1), ['a', 'c'])
    const [updates, state] = opt.update(step, opt.init(tied), tied)
    expect(updates).toEqual({ a: Float64Array.of(1, 1), b: 1, c: Float64Array.of(1, 1) })
    expect(updates.a).toBe(updates.c)
    expect(state.innerState.trace.a).toBe(state.innerState.trace.c)
    expect(state.innerState.trace.b).toBe(null)
  })

  it('stay tied when the step is not given the parameters: the state tells', () => {
    const shared = Float64Array.of(1, 2)
    const tied = { a: shared, b: 5, c: shared }
    const step = { a: Float64Array.of(1, 0), b: 1, c: Float64Array.of(0, 1) }
    const opt = masked(trace(1), ['a', 'c'])
    const [updates, state] = opt.update(step, opt.init(tied))
    expect(updates).toEqual({ a: Float64Array.of(1, 1), b: 1, c: Float64Array.of(1, 1) })
    expect(opt.update(step, state)[0].a).toEqual(Float64Array.of(2, 2))
  })
})

describe('misuse of masked', () => {
  it('names what is no transformation, and what is no mask', () => {
    // @ts-expect-error a factory is not a transformation
    expect(() => masked(adam, true)).toThrow('the factory adam; call it')
    // @ts-expect-error a number is no mask
    expectError(() => masked(identity(), 3), 'invalid-option', 'masked', 'mask', 'path patterns')
    // @ts-expect-error a mask must be given
    expectError(() => masked(identity()), 'invalid-option', 'masked', 'mask')
  })

  it('names the path, on init and on update, on both engines', () => {
    for (const engine of ['reference', 'wasm'] as const) {
      const opt = withEngine(masked(trace(0.9), { w: true }), engine)
      expectError(() => opt.init(params), 'structure-mismatch', 'masked at b', 'missing key')
      expectError(
        () => compile(masked(scale(1), ['x.*', 'w', 'b']), { x: 1, w: { a: 1 }, b: 2 }),
        'invalid-pattern',
        'masked at w',
        '"w.**"',
      )
    }
  })
})
