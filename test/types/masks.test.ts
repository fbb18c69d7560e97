import { describe, expect, expectTypeOf, it } from 'vitest'
import { chain } from '../../src/chain/chain.ts'
import { freeze } from '../../src/chain/freeze.ts'
import { masked } from '../../src/chain/masked.ts'
import { partition } from '../../src/chain/partition.ts'
import { selectiveTransform } from '../../src/chain/selectiveTransform.ts'
import { compile } from '../../src/compile/index.ts'
import { adam } from '../../src/optimizers/adam.ts'
import { adamw } from '../../src/optimizers/adamw.ts'
import { sgd } from '../../src/optimizers/sgd.ts'
import { patternsFor, type CanMatch, type Tensor } from '../../src/pytree/index.ts'
import type { NeedsOf } from '../../src/rule/index.ts'
import { scaleByAdam } from '../../src/transforms/scaleByAdam.ts'
import { scaleByPolyak } from '../../src/transforms/scaleByPolyak.ts'
import { setToZero } from '../../src/transforms/setToZero.ts'
import { trace } from '../../src/transforms/trace.ts'
import { zeroNans } from '../../src/transforms/zeroNans.ts'
import { makeParams, type Layer, type Params, type ReadonlyParams } from './params.ts'

interface SparseLayer {
  readonly w: Float32Array | null
  readonly b: number | null
}

describe('the type of a state with masks', () => {
  it('has null where leaves may be outside', () => {
    const state = masked(scaleByAdam(), ['**.w']).init(makeParams())
    expectTypeOf(state.innerState.mu.layer1.w).toEqualTypeOf<Float32Array | null>()
    expectTypeOf(state.innerState.nu.layer2.b).toEqualTypeOf<number | null>()
    expectTypeOf(state.innerState.count).toEqualTypeOf<number>()
    // @ts-expect-error the leaf may be outside
    expect(() => state.innerState.mu.layer1.b.toFixed()).toThrow()
    expect(state.innerState.mu.layer1.w).toHaveLength(2)
  })

  it('has a state for each label of a partition', () => {
    const opt = partition(
      { train: chain(scaleByAdam(), trace(0.9)), other: zeroNans() },
      { 'layer1.**': 'train', '**': 'other' },
    )
    const state = opt.init(makeParams())
    expectTypeOf(state.innerStates.train[0].mu.layer1).toEqualTypeOf<SparseLayer>()
    expectTypeOf(state.innerStates.train[1].trace.layer2.w).toEqualTypeOf<Float32Array | null>()
    expectTypeOf(state.innerStates.other.foundNan.layer1.w).toEqualTypeOf<boolean | null>()
    // @ts-expect-error there is no such label
    expect(state.innerStates.frozen).toBeUndefined()
  })

  it('nests, and keeps null and lists as they are', () => {
    const opt = masked(masked(scaleByAdam(), true), true)
    const image: Tensor = { data: Float32Array.of(1), shape: [1] }
    expectTypeOf(opt.init<ReadonlyParams>).returns.toHaveProperty('innerState')
    const { mu } = opt.init<{ readonly image: Tensor; readonly nothing: null; readonly list: readonly number[] }>({
      image,
      nothing: null,
      list: [1],
    }).innerState.innerState
    expectTypeOf(mu.image).toEqualTypeOf<Tensor | null>()
    expectTypeOf(mu.nothing).toEqualTypeOf<null>()
    expectTypeOf(mu.list).toEqualTypeOf<readonly (number | null)[]>()
  })

  it('is that of a partition for selectiveTransform, and empty for freeze', () => {
    const state = selectiveTransform(adam(0.1), { freezeMask: ['layer1.**'] }).init(makeParams())
    expectTypeOf(state.innerStates.train[0].mu.layer2.w).toEqualTypeOf<Float32Array | null>()
    expectTypeOf(freeze(true).init(makeParams())).toEqualTypeOf<{ readonly innerState: {} }>()
  })

  it('is that of snapshots too', () => {
    const run = compile(masked(adam(0.1), true), makeParams(), { engine: 'reference' })
    expectTypeOf(run.snapshot().state.innerState[0].mu.layer1.w).toEqualTypeOf<Float32Array | null>()
    run.dispose()
  })
})

describe('what masks need', () => {
  const params = makeParams()

  it('is what they wrap needs', () => {
    const opt = partition(
      { a: adamw(0.1), b: scaleByPolyak(), c: setToZero() },
      { 'layer1.w': 'a', 'layer1.b': 'b', '**': 'c' },
    )
    expectTypeOf<NeedsOf<typeof opt>>().toEqualTypeOf<'params' | 'value'>()
    // @ts-expect-error one part reads the parameters, one the loss
    expect(() => opt.update(params, opt.init(params))).toThrow()
    // @ts-expect-error one part reads the loss
    expect(() => opt.update(params, opt.init(params), params)).toThrow('value')
    expect(opt.update(params, opt.init(params), params, { value: 1 })[0].layer2.b).toBe(0)
    expectTypeOf<NeedsOf<ReturnType<typeof masked<ReturnType<typeof adam>>>>>().toBeNever()
    const decayed = selectiveTransform(adamw(0.1), { freezeMask: false })
    expectTypeOf<NeedsOf<typeof decayed>>().toEqualTypeOf<'params'>()
  })

  it('are labels among the transformations, in every form', () => {
    const transforms = { a: sgd(1), b: setToZero() }
    expect(() => partition(transforms, (path) => (path === 'x' ? 'a' : 'b'))).not.toThrow()
    // @ts-expect-error the label of all leaves
    expect(() => partition(transforms, 'c').init(params)).toThrow('"c"')
    // @ts-expect-error that of a subtree
    expect(() => partition(transforms, { layer1: 'a', layer2: { w: 'b', b: 'c' } }).init(params)).toThrow('"c"')
    // @ts-expect-error that of a pattern
    expect(() => partition(transforms, { '**.w': 'a', '**': 'c' }).init(params)).toThrow('"c"')
    // @ts-expect-error that a function gives
    expect(() => partition(transforms, () => 'c').init(params)).toThrow('"c"')
  })
})

interface Model {
  readonly blocks: readonly Layer[]
  readonly pair: readonly [Layer, number]
  readonly 'odd.key': { readonly "it's": number }
  readonly byName: Readonly<Record<string, Layer>>
  readonly nothing: null
  readonly maybe?: { readonly w: number }
}

describe('the type of a pattern', () => {
  it('tells whether it can match a leaf', () => {
    expectTypeOf<CanMatch<Model, '**'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Model, 'blocks.**.w'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Model, 'blocks[3].w'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Model, 'blocks.3.b'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Model, 'blocks[*].w'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Model, '*.*.w'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Model, 'pair[0].w'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Model, 'pair[1]'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Model, "['odd.key'].*">>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Model, '**["it\'s"]'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Model, 'byName.any.w'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Model, 'maybe.w'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<number, ''>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<number, '**'>>().toEqualTypeOf<true>()
  })

  it('tells that it cannot', () => {
    expectTypeOf<CanMatch<Model, 'block.**'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<Model, 'blocks.w'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<Model, 'blocks'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<Model, 'blocks.**.bias'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<Model, 'blocks[0].w.x'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<Model, 'pair[2]'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<Model, 'odd.key.*'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<Model, 'byName.any.v'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<Model, 'nothing'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<Model, '*'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<number, 'w'>>().toEqualTypeOf<false>()
  })

  it('is content where the parameters are not known', () => {
    expectTypeOf<CanMatch<unknown, 'a.b'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<{ readonly a: unknown }, 'a.b.c'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<{ readonly a: unknown }, 'b'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<Model, string>>().toEqualTypeOf<true>()
  })

  it('stops eight levels deep, and takes what is below', () => {
    interface Deep {
      readonly next: Deep
      readonly w: number
    }
    expectTypeOf<CanMatch<Deep, 'next.next.w'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Deep, 'next.next.v'>>().toEqualTypeOf<false>()
    expectTypeOf<CanMatch<Deep, 'next.next.next.next.next.next.next.next.v'>>().toEqualTypeOf<true>()
    expectTypeOf<CanMatch<Deep, '**.v'>>().toEqualTypeOf<true>()
  })
})

describe('patternsFor', () => {
  it('gives the patterns with their type, for partition and masks', () => {
    const params = makeParams()
    const labels = patternsFor(params, { '**.b': 'plain', 'layer1.w': 'decayed', '**': 'plain' })
    expectTypeOf(labels).toEqualTypeOf<{
      readonly '**.b': 'plain'
      readonly 'layer1.w': 'decayed'
      readonly '**': 'plain'
    }>()
    const opt = partition({ plain: adam(0.1), decayed: adamw(0.1) }, labels)
    expect(opt.init(params).innerStates.plain[0].mu.layer1.w).toBe(null)
    // @ts-expect-error there is no transformation for one of the labels
    expect(() => partition({ plain: adam(0.1) }, labels).init(params)).toThrow('"decayed"')
    const list = patternsFor(params, ['**.w', 'layer1.b'])
    expectTypeOf(list).toEqualTypeOf<readonly ['**.w', 'layer1.b']>()
    expect(masked(trace(0.9), list).init(params).innerState.trace.layer2.b).toBe(null)
    expect(
      masked(trace(0.9), patternsFor(params, { '**.w': true, '**': false })).init(params).innerState.trace.layer2.b,
    ).toBe(null)
  })

  it('refuses at compile time what cannot match, and at run time', () => {
    const params: Params = makeParams()
    // @ts-expect-error MatchesNoLeaf<'layer3.**'>
    expect(() => patternsFor(params, { 'layer3.**': 'a', '**': 'b' })).toThrow('"layer3.**" matches no leaf')
    // @ts-expect-error MatchesNoLeaf<'**.bias'>
    expect(() => patternsFor(params, ['**.bias'])).toThrow('"**.bias" matches no leaf')
    // @ts-expect-error MatchesNoLeaf<'layer1'>: that is a subtree
    expect(() => patternsFor(params, { layer1: true, '**': false })).toThrow('"layer1.**"')
  })
})
