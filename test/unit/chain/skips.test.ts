import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { skipLargeUpdates } from '../../../src/chain/skipLargeUpdates.ts'
import { skipNotFinite } from '../../../src/chain/skipNotFinite.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { fromSpec, toSpec } from '../../../src/spec/index.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { expectError } from '../transforms/expectError.ts'

const params = { w: Float32Array.of(1, -2), b: 0.5 }
const good = { w: Float32Array.of(3, 0), b: -4 }
const zeros = { w: Float32Array.of(0, 0), b: 0 }

describe('skipNotFinite', () => {
  it('skips every step that is not finite, and none else', () => {
    const bad = [NaN, Infinity, -Infinity].map((b) => ({ ...good, b }))
    const { updates, state } = everyWay(skipNotFinite(adam(0.1)), params, [good, ...bad])
    expect(updates).toEqual(zeros)
    expect(state).toEqual({ guard: { skipped: 3 }, innerState: everyWay(adam(0.1), params, [good]).state })
  })

  it('looks at what flows in, not at what the transformation makes of it', () => {
    const opt = skipNotFinite(scale(Number.MAX_VALUE))
    expect(everyWay(opt, params, [{ ...good, b: 1e9 }]).updates.b).toBe(Infinity)
  })
})

describe('skipLargeUpdates', () => {
  it('skips where the squared norm over all leaves is not below the bound', () => {
    expect(everyWay(skipLargeUpdates(sgd(1), 25.001), params, [good]).updates).toEqual({
      w: Float32Array.of(-3, -0),
      b: 4,
    })
    expect(everyWay(skipLargeUpdates(sgd(1), 25), params, [good]).updates).toEqual(zeros)
  })

  it('skips NaN, and what overflows float32 only where it is too large', () => {
    const opt = skipLargeUpdates(adam(0.1), 1e41)
    const { state } = everyWay(opt, params, [
      { ...good, b: NaN },
      { ...good, b: Infinity },
      { w: Float32Array.of(1e20, 0), b: 0 },
      { w: Float32Array.of(1e21, 0), b: 0 },
    ])
    expect(state).toMatchObject({ guard: { skipped: 3 }, innerState: [{ count: 1 }, { count: 1 }] })
  })

  it('sees what the link before it gives out', () => {
    const opt = chain(scale(0.1), skipLargeUpdates(sgd(1), 1))
    expect(everyWay(opt, params, [good]).updates.b).toBeCloseTo(0.4, 12)
  })

  it('refuses a bound that is not above 0', () => {
    expectError(() => skipLargeUpdates(sgd(1), 0), 'invalid-option', 'maxSquaredNorm')
  })
})

it('both have specs', () => {
  for (const json of [
    { skipNotFinite: { inner: { sgd: { learningRate: 1 } } } },
    { skipLargeUpdates: { inner: { skipNotFinite: { inner: { sgd: { learningRate: 1 } } } }, maxSquaredNorm: 3 } },
  ]) {
    expect(toSpec(fromSpec(json))).toEqual(json)
  }
})
