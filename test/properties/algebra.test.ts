import { concatAll } from 'fp-ts/lib/Monoid.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain } from '../../src/chain/chain.ts'
import { chainMonoid } from '../../src/chain/chainMonoid.ts'
import { namedChain } from '../../src/chain/namedChain.ts'
import { anyExample, anySpec, firstDifference, type Example } from '../../src/laws/index.ts'
import { adam } from '../../src/optimizers/adam.ts'
import type { AnyGradientTransformation, GradientTransformation } from '../../src/rule/index.ts'
import { fromSpec, type Spec } from '../../src/spec/index.ts'
import { identity } from '../../src/transforms/identity.ts'
import { scale } from '../../src/transforms/scale.ts'
import { scaleByRms } from '../../src/transforms/scaleByRms.ts'
import { refusesShapes } from './refusesShapes.ts'
import { seeded, settings } from './settings.ts'
import { open, stateAfter, updatesOf } from './steps.ts'

const sameUpdates = (a: AnyGradientTransformation, b: AnyGradientTransformation, example: Example): void => {
  const { params, gradients } = example
  expect(
    firstDifference(updatesOf(a, params, gradients), updatesOf(b, params, gradients), { bits: true }),
  ).toBeUndefined()
}

const sameStates = (
  a: AnyGradientTransformation,
  b: AnyGradientTransformation,
  { params, gradients }: Example,
  nest: (state: unknown) => unknown,
): void => {
  const [actual, expected] = [stateAfter(a, params, gradients), stateAfter(b, params, gradients)]
  expect(firstDifference(nest(actual), expected, { bits: true })).toBeUndefined()
}

/** Whether a spec holds a link that reads what entered the chain around it. */
const readsGradient = (spec: Spec): boolean => JSON.stringify(spec).includes('"of":"gradient"')

const example = anyExample({ gradients: 'special' })
const closedSpec = anySpec().filter((spec) => !readsGradient(spec))

const three = (specs: fc.Arbitrary<Spec>) => fc.tuple(specs, specs, specs)

const built = (specs: readonly Spec[]): readonly GradientTransformation[] => specs.map((spec) => fromSpec(spec))

const fits = (parts: readonly AnyGradientTransformation[], { params }: Example): boolean =>
  parts.every((part) => !refusesShapes(open(part), params))

describe(seeded('chain'), () => {
  it('is associative, up to the nesting of the state', () => {
    fc.assert(
      fc.property(three(closedSpec), example, (specs, at) => {
        const [a, b, c] = built(specs)
        fc.pre(fits([a, b, c], at))
        const flat = chain(a, b, c)
        sameUpdates(chain(chain(a, b), c), flat, at)
        sameUpdates(chain(a, chain(b, c)), flat, at)
        sameStates(chain(chain(a, b), c), flat, at, (state) => (Array.isArray(state) ? [...state[0], state[1]] : state))
        const right = (state: unknown): unknown => (Array.isArray(state) ? [state[0], ...state[1]] : state)
        sameStates(chain(a, chain(b, c)), flat, at, right)
      }),
      settings(40),
    )
  })

  it('has the empty chain and identity() as its identities', () => {
    fc.assert(
      fc.property(anySpec(), example, (spec, at) => {
        const a = fromSpec(spec)
        fc.pre(fits([a], at))
        for (const one of [chain(), identity()]) {
          sameUpdates(chain(one, a), a, at)
          sameUpdates(chain(a, one), a, at)
          sameStates(chain(a, one), a, at, (state) => (Array.isArray(state) ? state[0] : state))
        }
      }),
      settings(30),
    )
  })

  it('gives what namedChain gives, the state under names in place of indices', () => {
    fc.assert(
      fc.property(three(anySpec()), example, (specs, at) => {
        const [a, b, c] = built(specs)
        fc.pre(fits([a, b, c], at))
        sameUpdates(namedChain({ c: a, a: b, b: c }), chain(a, b, c), at)
        sameStates(namedChain({ c: a, a: b, b: c }), chain(a, b, c), at, (state) => Object.values(state as object))
      }),
      settings(20),
    )
  })
})

describe(seeded('chainMonoid obeys the laws of a monoid in its updates, bit for bit:'), () => {
  const { concat, empty } = chainMonoid

  it('concat is associative, links that read the gradient included', () => {
    fc.assert(
      fc.property(
        three(fc.oneof(anySpec(), fc.constant<Spec>({ scaleByRms: { of: 'gradient' } }))),
        example,
        (specs, at) => {
          const [a, b, c] = built(specs)
          fc.pre(fits([a, b, c], at))
          sameUpdates(concat(concat(a, b), c), concat(a, concat(b, c)), at)
        },
      ),
      settings(40),
    )
  })

  it('empty is its identity on both sides', () => {
    fc.assert(
      fc.property(anySpec(), example, (spec, at) => {
        const a = fromSpec(spec)
        fc.pre(fits([a], at))
        sameUpdates(concat(empty, a), a, at)
        sameUpdates(concat(a, empty), a, at)
      }),
      settings(30),
    )
  })

  it('concatAll chains a list', () => {
    const opt = open(concatAll(chainMonoid)([scale(2), adam(0.1), scale(3)]))
    const [updates] = opt.update({ w: 4 }, opt.init({ w: 0 }))
    expect(updates).toEqual({ w: expect.closeTo(-0.3, 8) })
  })

  it('and needs each side closed: in a plain chain a link that reads the gradient reads past its neighbour', () => {
    const rms = scaleByRms({ decay: 0, eps: 0, of: 'gradient' })
    const at = { params: { w: 0 }, gradients: [{ w: 3 }] }
    expect(updatesOf(chain(scale(2), rms), at.params, at.gradients)).toEqual([{ w: 2 }])
    expect(updatesOf(chain(scale(2), chain(rms)), at.params, at.gradients)).toEqual([{ w: 1 }])
    expect(updatesOf(concat(scale(2), rms), at.params, at.gradients)).toEqual([{ w: 1 }])
  })
})
