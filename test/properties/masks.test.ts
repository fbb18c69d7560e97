import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain } from '../../src/chain/chain.ts'
import { masked } from '../../src/chain/masked.ts'
import { multiSteps } from '../../src/chain/multiSteps.ts'
import { partition } from '../../src/chain/partition.ts'
import { selectiveTransform } from '../../src/chain/selectiveTransform.ts'
import { withEngine } from '../../src/define/withEngine.ts'
import { anyChainSpec, anyExample, checkLaws, firstDifference, type Example } from '../../src/laws/index.ts'
import { adamw } from '../../src/optimizers/adamw.ts'
import { sgd } from '../../src/optimizers/sgd.ts'
import { flatten, flattenLike, pruneLeaves, unflatten, type LabelFunction, type Mask } from '../../src/pytree/index.ts'
import type { AnyGradientTransformation } from '../../src/rule/index.ts'
import { fromSpec } from '../../src/spec/index.ts'
import { adaptiveGradClip } from '../../src/transforms/adaptiveGradClip.ts'
import { centralize } from '../../src/transforms/centralize.ts'
import { clipByGlobalNorm } from '../../src/transforms/clipByGlobalNorm.ts'
import { identity } from '../../src/transforms/identity.ts'
import { setToZero } from '../../src/transforms/setToZero.ts'
import { trace } from '../../src/transforms/trace.ts'
import { zeroNans } from '../../src/transforms/zeroNans.ts'
import { refusesShapes } from './refusesShapes.ts'
import { seeded, settings } from './settings.ts'
import { open, stateAfter, updatesOf } from './steps.ts'

const engines = ['reference', 'wasm'] as const

const fits = (parts: readonly AnyGradientTransformation[], { params }: Example): boolean =>
  parts.every((part) => !refusesShapes(open(part), params))

/** The state of each of them at one place, after the steps of the example. */
type Part = (state: never) => unknown

/** The same updates and, where they are looked at, the same states, bit for bit, on both engines. */
const same = (
  a: AnyGradientTransformation,
  b: AnyGradientTransformation,
  { params, gradients }: Example,
  partOfA?: Part,
  partOfB: Part = (state) => state,
): void => {
  for (const engine of engines) {
    const [one, other] = [withEngine(open(a), engine), withEngine(open(b), engine)]
    expect(
      firstDifference(updatesOf(one, params, gradients), updatesOf(other, params, gradients), { bits: true }),
    ).toBeUndefined()
    if (partOfA === undefined) continue
    const [actual, expected] = [stateAfter(one, params, gradients), stateAfter(other, params, gradients)]
    expect(firstDifference(partOfA(actual as never), partOfB(expected as never), { bits: true })).toBeUndefined()
  }
}

/** A value for each unique leaf of a tree, in its structure. */
const spread = <V>(params: unknown, value: (leaf: number) => V): unknown => {
  const { def } = flatten(params)
  return unflatten(def, def.positions.map(value))
}

const bit = (seed: number, leaf: number): boolean => ((seed >>> (leaf % 30)) & 1) === 1

/** The leaves that some bits choose: a tree of booleans, or a function of the path. */
const maskOf = (params: unknown, seed: number): Mask => {
  if (seed % 2 === 0) return spread(params, (leaf) => bit(seed, leaf)) as Mask
  const { def } = flatten(params)
  return (path: string) => bit(seed, def.positions[def.paths.indexOf(path)])
}

/** The tree with null in place of the leaves outside. */
const prune = (params: unknown, tree: unknown, seed: number): unknown => {
  const { def } = flatten(params)
  const leaves = flattenLike(def, tree, 'tree')
  return unflatten(
    pruneLeaves(
      def,
      def.leaves.map((_, leaf) => bit(seed, leaf)),
    ),
    leaves.filter((_, position) => bit(seed, def.positions[position])),
  )
}

const example = anyExample({ gradients: 'special' })
const spec = anyChainSpec({ maxLinks: 3, maxDepth: 2 })
const seed = fc.nat(2 ** 30)

// A mask like an empty tree would be null, which is none.
const any = fc.tuple(
  spec,
  example.filter(({ params }) => params !== null),
  seed,
)

describe(seeded('masked'), () => {
  it('by a mask of all leaves is what it wraps', () => {
    fc.assert(
      fc.property(any, ([json, at]) => {
        const inner = fromSpec(json)
        fc.pre(fits([inner], at))
        same(masked(inner, true), inner, at, (state: { innerState: unknown }) => state.innerState)
      }),
      settings(30),
    )
  })

  it('by a mask of none is the identity', () => {
    fc.assert(
      fc.property(any, ([json, at]) => same(masked(fromSpec(json), false), identity(), at)),
      settings(30),
    )
  })

  it('twice is by both masks at once', () => {
    fc.assert(
      fc.property(any, seed, ([json, at, first], second) => {
        const inner = fromSpec(json)
        fc.pre(fits([inner], at))
        const { params } = at
        const nested = masked(masked(inner, maskOf(params, first)), maskOf(params, second))
        same(
          nested,
          masked(inner, maskOf(params, first & second)),
          at,
          (state: { innerState: unknown }) => state.innerState,
        )
      }),
      settings(30),
    )
  })

  it('is what it wraps on the tree of the leaves inside', () => {
    fc.assert(
      fc.property(any, ([json, at, bits]) => {
        const inner = fromSpec(json)
        const { params, gradients } = at
        const small = { params: prune(params, params, bits), gradients: gradients.map((g) => prune(params, g, bits)) }
        fc.pre(!refusesShapes(inner, small.params))
        const opt = masked(inner, maskOf(params, bits))
        for (const engine of engines) {
          const [one, other] = [withEngine(open(opt), engine), withEngine(inner, engine)]
          const updates = updatesOf(one, params, gradients).map((each) => prune(params, each, bits))
          const expected = updatesOf(other, small.params, small.gradients)
          expect(firstDifference(updates, expected, { bits: true })).toBeUndefined()
          const { innerState } = stateAfter(one, params, gradients) as { innerState: unknown }
          const state = stateAfter(other, small.params, small.gradients)
          expect(firstDifference(innerState, state, { bits: true })).toBeUndefined()
        }
      }),
      settings(60),
    )
  })
})

describe(seeded('partition'), () => {
  it('under one label is the transformation itself', () => {
    fc.assert(
      fc.property(any, ([json, at]) => {
        const inner = fromSpec(json)
        fc.pre(fits([inner], at))
        const all = partition({ all: inner }, 'all')
        same(all, inner, at, (state: { innerStates: { all: unknown } }) => state.innerStates.all)
      }),
      settings(30),
    )
  })

  it('is masks that share the leaves between them, one after the other', () => {
    fc.assert(
      fc.property(any, spec, ([json, at, bits], otherJson) => {
        const [yes, no] = [fromSpec(json), fromSpec(otherJson)]
        fc.pre(fits([yes, no], at))
        const { params } = at
        const parts = partition({ yes, no }, spread(params, (leaf) => (bit(bits, leaf) ? 'yes' : 'no')) as 'yes')
        const chained = chain(
          masked(yes, maskOf(params, bits)),
          masked(no, spread(params, (leaf) => !bit(bits, leaf)) as Mask),
        )
        same(
          parts,
          chained,
          at,
          ({ innerStates }: { innerStates: { yes: unknown; no: unknown } }) => [innerStates.yes, innerStates.no],
          (states: readonly { innerState: unknown }[]) => states.map(({ innerState }) => innerState),
        )
      }),
      settings(40),
    )
  })

  it('with a frozen part is selectiveTransform, and masked with zeros for the rest', () => {
    fc.assert(
      fc.property(any, ([json, at, bits]) => {
        const train = fromSpec(json)
        fc.pre(fits([train], at))
        const frozen = maskOf(at.params, bits)
        const labels = spread(at.params, (leaf) => (bit(bits, leaf) ? 'freeze' : 'train')) as 'train'
        const selective = selectiveTransform(train, { freezeMask: frozen })
        same(selective, partition({ train, freeze: setToZero() }, labels), at, (state) => state)
        const trained = masked(train, spread(at.params, (leaf) => !bit(bits, leaf)) as Mask)
        same(selective, chain(trained, masked(setToZero(), frozen)), at)
      }),
      settings(30),
    )
  })
})

/** Chosen by what a leaf is, so that tied places agree. */
const byLeaf =
  (turn: number): LabelFunction<boolean> =>
  (_, { shape, dtype, size }) =>
    ((size * 7 + shape.length * 3 + (dtype === 'float32' ? 1 : 0) + turn) * 0x9e3779b1) % 3 > 0

describe(seeded('masks by functions obey the laws of every transformation, on both engines, pure and resident'), () => {
  const clipped = chain(clipByGlobalNorm(1), adamw(0.1, { weightDecay: 0.1, mask: byLeaf(1) }))
  it.each([
    ['masked', masked(clipped, byLeaf(0))],
    ['masks within masks', chain(trace(0.5), masked(chain(centralize(), masked(clipped, byLeaf(1))), byLeaf(2)))],
    [
      'partition',
      partition({ a: clipped, b: sgd(0.1, { momentum: 0.9 }) }, (_, leaf) => (byLeaf(1)('', leaf) ? 'a' : 'b')),
    ],
    ['a partition with a frozen part', selectiveTransform(chain(zeroNans(), clipped), { freezeMask: byLeaf(0) })],
    [
      'accumulation in one part of a partition, and around a mask',
      chain(
        partition({ a: multiSteps(clipped, 2), b: trace(0.9) }, (_, leaf) => (byLeaf(0)('', leaf) ? 'a' : 'b')),
        multiSteps(masked(trace(0.5), byLeaf(2)), 2),
      ),
    ],
    ['a mask around rules that refuse shapes', masked(adaptiveGradClip(0.1), (_, { shape }) => shape.length < 4)],
  ])('%s', (_, transformation) => {
    checkLaws(transformation, { runs: 25 })
    checkLaws(transformation, { runs: 25, seed: 7, gradients: 'any' })
  })
})
