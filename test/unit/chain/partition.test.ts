import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { masked } from '../../../src/chain/masked.ts'
import { partition } from '../../../src/chain/partition.ts'
import { selectiveTransform } from '../../../src/chain/selectiveTransform.ts'
import { compile } from '../../../src/compile/index.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { explain } from '../../../src/inspect/explain.ts'
import { traceStep } from '../../../src/inspect/traceStep.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { scaleByPolyak } from '../../../src/transforms/scaleByPolyak.ts'
import { setToZero } from '../../../src/transforms/setToZero.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { zeroNans } from '../../../src/transforms/zeroNans.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { expectError } from '../transforms/expectError.ts'

const params = { enc: { w: Float64Array.of(1, 1), b: 1 }, head: { w: Float64Array.of(1), b: 1 } }
const gradients = { enc: { w: Float64Array.of(3, 4), b: 12 }, head: { w: Float64Array.of(0), b: NaN } }

describe('partition', () => {
  it('gives each leaf to the transformation of its label, and keeps state where that needs it', () => {
    const opt = partition(
      { slow: trace(0.5), fast: scale(10), off: setToZero() },
      { '**.b': 'off', 'enc.**': 'slow', '**': 'fast' },
    )
    const { updates, state } = everyWay(opt, params, [gradients, gradients])
    expect(updates).toEqual({ enc: { w: Float64Array.of(4.5, 6), b: 0 }, head: { w: Float64Array.of(0), b: 0 } })
    expect(state).toEqual({
      innerStates: {
        slow: { count: 2, trace: { enc: { w: Float64Array.of(4.5, 6), b: null }, head: { w: null, b: null } } },
        fast: {},
        off: {},
      },
    })
  })

  it('takes labels as a tree, a prefix of it, a function, and patterns alike', () => {
    const transforms = { a: scale(2), b: scale(3) }
    const wanted = { enc: { w: Float64Array.of(6, 8), b: 24 }, head: { w: Float64Array.of(0), b: NaN } }
    for (const labels of [
      { enc: { w: 'a', b: 'a' }, head: { w: 'b', b: 'b' } },
      { enc: 'a', head: 'b' },
      { 'enc.**': 'a', '**': 'b' },
      (path: string) => (path.startsWith('enc') ? ('a' as const) : ('b' as const)),
    ] as const) {
      expect(everyWay(partition(transforms, labels), params, [gradients]).updates).toEqual(wanted)
    }
  })

  it('measures the leaves of a label only, and before it all of them', () => {
    const labels = { '**.b': 'b', '**': 'w' } as const
    const within = partition({ w: clipByGlobalNorm(1), b: zeroNans() }, labels)
    // The norm of the weights is 5; NaN is in the other part.
    expect(everyWay(within, params, [gradients]).updates).toEqual({
      enc: { w: Float64Array.of(3 * (1 / 5), 4 * (1 / 5)), b: 12 },
      head: { w: Float64Array.of(0), b: 0 },
    })
    const before = chain(clipByGlobalNorm(1), within)
    expect(everyWay(before, params, [gradients]).updates.enc.w).toEqual(Float64Array.of(NaN, NaN))
  })

  it('keeps a count a label', () => {
    const opt = partition(
      {
        a: adam(0.1),
        b: chain(
          sgd((count) => 1 / (count + 1)),
          trace(0),
        ),
      },
      { 'enc.**': 'a', '**': 'b' },
    )
    const { state } = everyWay(opt, params, [gradients, gradients])
    expect(state).toMatchObject({ innerStates: { a: [{ count: 2 }, {}], b: [[{}, { count: 2 }], { count: 2 }] } })
  })

  it('nests, with masks in it', () => {
    const inner = partition({ x: scale(2), y: masked(scale(5), ['head.w']) }, { '**.b': 'x', '**': 'y' })
    const opt = partition({ one: inner, two: scale(-1) }, { 'head.**': 'one', '**': 'two' })
    const ones = { enc: { w: Float64Array.of(1, 1), b: 1 }, head: { w: Float64Array.of(1), b: 1 } }
    expect(everyWay(opt, params, [ones]).updates).toEqual({
      enc: { w: Float64Array.of(-1, -1), b: -1 },
      head: { w: Float64Array.of(5), b: 2 },
    })
  })

  it('reads extra arguments and asks for parameters where one part does', () => {
    const opt = partition({ a: scaleByPolyak({ maxLearningRate: 10 }), b: scale(1) }, { 'enc.b': 'a', '**': 'b' })
    // 288 / 12² = 2.
    expect(opt.update(gradients, opt.init(params), params, { value: 288 })[0].enc).toEqual({
      w: Float64Array.of(3, 4),
      b: 24,
    })
  })

  it('is planned as one pass over each leaf, and none over those that are frozen', () => {
    const opt = partition(
      { a: adam(0.1), b: sgd(0.1, { momentum: 0.9 }), c: setToZero() },
      { 'enc.w': 'a', 'enc.b': 'b', '**': 'c' },
    )
    const { leaves, passes, totals } = explain(opt, params)
    expect(leaves.map((leaf) => [leaf.path, leaf.passes, leaf.frozen, leaf.stateBytes])).toEqual([
      ['enc.b', 1, false, 8],
      ['enc.w', 1, false, 32],
      ['head.b', 0, true, 0],
      ['head.w', 0, true, 0],
    ])
    expect(leaves[0].state).toEqual({ 'state.innerStates.b[0].trace': 8 })
    expect(passes.map(({ reads, writes }) => [reads.length, writes.length])).toEqual([
      [2, 2],
      [3, 3],
    ])
    expect(totals.stateBytes).toBe(40)
  })

  it('shows in a trace where a step went wrong', () => {
    const opt = partition({ a: scale(Number.MAX_VALUE), b: scale(2) }, { 'enc.**': 'a', '**': 'b' })
    const finite = { ...gradients, head: { w: Float64Array.of(1), b: 1 } }
    const { firstNonFinite } = traceStep(opt, finite, opt.init(params), params)
    expect(firstNonFinite).toMatchObject({ link: 'scale', path: 'state.innerStates.a' })
  })
})

describe('the labels of a partition', () => {
  const transforms = { train: scale(2), freeze: setToZero() }

  it('must be among the transformations', () => {
    // @ts-expect-error there is no such label
    const opt = partition(transforms, { 'enc.**': 'trian', '**': 'freeze' })
    expectError(() => opt.init(params), 'invalid-option', 'partition at enc.b', '"trian"', 'Did you mean "train"?')
  })

  it('must be there for every leaf', () => {
    const opt = partition(transforms, { 'enc.**': 'train' })
    expectError(() => opt.init(params), 'invalid-pattern', 'partition at head.b', '**')
    expectError(() => compile(opt, params), 'invalid-pattern', 'partition at head.b')
  })

  it('may leave a transformation without leaves', () => {
    const opt = partition({ ...transforms, unused: adam(0.1) }, 'train')
    const [updates, state] = opt.update(params, opt.init(params))
    expect(updates.enc.b).toBe(2)
    expect(state.innerStates.unused[0].mu).toEqual({ enc: { w: null, b: null }, head: { w: null, b: null } })
  })

  it('cannot be labels of nothing', () => {
    expectError(() => partition({}, 'a' as never), 'invalid-option', 'partition', 'at least one label')
  })

  it('are read once for a structure', () => {
    let calls = 0
    const label = (): 'train' => {
      calls++
      return 'train'
    }
    const opt = withEngine(partition(transforms, label), 'reference')
    let state = opt.init({ a: 1, b: 2 })
    for (let step = 0; step < 3; step++) [, state] = opt.update({ a: 1, b: 2 }, state)
    // Once where the state is made, once where the step is planned.
    expect(calls).toBeLessThanOrEqual(4)
  })
})

describe('a partitioned run', () => {
  it('goes on from a snapshot, frozen leaves staying as they are', () => {
    const opt = partition(
      { a: adam(0.1), b: sgd(0.1, { momentum: 0.9 }), c: setToZero() },
      { 'enc.w': 'a', 'enc.b': 'b', '**': 'c' },
    )
    const whole = compile(opt, params)
    for (let step = 0; step < 4; step++) whole.step(gradients)
    const first = compile(opt, params)
    first.step(gradients)
    first.step(gradients)
    const half = first.snapshot()
    const second = compile(opt, half.params, { state: half.state })
    second.step(gradients)
    second.step(gradients)
    expect(second.snapshot()).toEqual(whole.snapshot())
    expect(second.params.head.w).toEqual(Float64Array.of(1))
    expect(half.state.innerStates.a[0].mu.head).toEqual({ w: null, b: null })
    for (const run of [whole, first, second]) run.dispose()
  })

  it('leaves a frozen parameter that is set by hand as it was set', () => {
    const run = compile(selectiveTransform(sgd(1), { freezeMask: ['head.**'] }), params)
    run.step(gradients)
    run.params.head.w.set([7])
    run.step(gradients)
    expect(run.snapshot().params).toEqual({
      enc: { w: Float64Array.of(-5, -7), b: -23 },
      head: { w: Float64Array.of(7), b: 1 },
    })
    run.dispose()
  })
})
