import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { namedChain } from '../../../src/chain/namedChain.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { traceStep } from '../../../src/inspect/traceStep.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { applyUpdates, globalNorm } from '../../../src/pytree/index.ts'
import { addDecayedWeights } from '../../../src/transforms/addDecayedWeights.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { scaleByRms } from '../../../src/transforms/scaleByRms.ts'
import { scaleByRprop } from '../../../src/transforms/scaleByRprop.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { zeroNans } from '../../../src/transforms/zeroNans.ts'
import { bitsOf } from '../../helpers/bits.ts'

describe('traceStep, of the norms', () => {
  it('gives the norm that enters, and the one that leaves each link', () => {
    // (3, 4) has norm 5; doubled 10, clipped 5, halved 2.5.
    const opt = chain(scale(2), clipByGlobalNorm(5), scale(-0.5))
    const traced = traceStep(opt, { a: 3, b: 4 }, opt.init({ a: 0, b: 0 }))
    expect(traced).toEqual({
      gradient: { norm: 5, nonFinite: 0 },
      links: [
        { name: 'scale', path: 'state[0]', norm: 10, nonFinite: 0 },
        { name: 'clipByGlobalNorm', path: 'state[1]', norm: 5, nonFinite: 0 },
        { name: 'scale', path: 'state[2]', norm: 2.5, nonFinite: 0 },
      ],
      updates: { a: -1.5, b: -2 },
      state: [{}, { count: 1 }, {}],
    })
  })

  it('has no link for an empty chain', () => {
    expect(traceStep(chain(), { w: -2 }, [])).toEqual({
      gradient: { norm: 2, nonFinite: 0 },
      links: [],
      updates: { w: -2 },
      state: [],
    })
  })

  it('adds up the gradients of a tied parameter, as update does', () => {
    const tied = Float32Array.of(1)
    const params = { a: tied, b: tied }
    const opt = trace(0.9)
    const { gradient, links } = traceStep(
      opt,
      { a: Float32Array.of(3), b: Float32Array.of(1) },
      opt.init(params),
      params,
    )
    expect([gradient.norm, links[0].norm]).toEqual([4, 4])
  })

  it('is that of the chain up to each link, and the updates and state are those of update, bit for bit', () => {
    const links = [
      clipByGlobalNorm(0.5),
      trace(0.9),
      scaleByAdam(),
      scaleByRprop(0.1),
      addDecayedWeights(0.1),
      scale(-0.1),
    ] as const
    const whole = chain(...links)
    const prefixes = links.map((_, i) => chain(...links.slice(0, i + 1)))
    const wave = (step: number) => ({
      b: Math.cos(step),
      w: Float32Array.from({ length: 9001 }, (_, i) => Math.sin(i * 1.7 + step)),
    })
    let params = wave(9)
    let state = whole.init(params)
    for (let step = 0; step < 3; step++) {
      const gradients = wave(step)
      const given = bitsOf([gradients, state, params])
      const traced = traceStep(whole, gradients, state, params)
      expect(bitsOf([gradients, state, params])).toBe(given)

      const [updates, next] = whole.update(gradients, state, params)
      expect(bitsOf(traced.updates)).toBe(bitsOf(updates))
      expect(bitsOf(traced.state)).toBe(bitsOf(next))
      const norms = prefixes.map((prefix, i) => {
        const [seen] = prefix.update(gradients, state.slice(0, i + 1), params)
        return globalNorm(seen)
      })
      expect(traced.links.map(({ norm }) => norm)).toEqual(norms)
      expect(traced.links.at(-1)?.norm).toBe(globalNorm(updates))
      params = applyUpdates(params, updates)
      state = next
    }
  })

  it('is the same for a transformation that runs on the reference engine', () => {
    const opt = adam(0.1)
    const gradients = { w: Float32Array.of(0.1, -3, 7) }
    const state = opt.init(gradients)
    expect(traceStep(withEngine(opt, 'reference'), gradients, state)).toEqual(traceStep(opt, gradients, state))
  })
})

describe('traceStep, of what is not finite', () => {
  const gradients = { layers: [{ w: Float32Array.of(1, 2) }, { w: Float32Array.of(0, 4) }] }

  it('names the link in the middle of a chain and the leaf where 0 was divided by 0', () => {
    const opt = chain(scale(3), scaleByRms({ eps: 0 }), scale(-0.1))
    const { gradient, links, firstNonFinite } = traceStep(opt, gradients, opt.init(gradients))
    expect(gradient.nonFinite).toBe(0)
    expect(links.map(({ nonFinite }) => nonFinite)).toEqual([0, 1, 1])
    expect(links.map(({ norm }) => Number.isNaN(norm))).toEqual([false, true, true])
    expect(firstNonFinite).toEqual({ link: 'scaleByRms', path: 'state[1]', leaf: 'layers[1].w' })
  })

  it('names where the link stands in nested chains', () => {
    const opt = namedChain({ first: scale(3), second: chain(scale(2), scaleByRms({ eps: 0 })) })
    const { firstNonFinite } = traceStep(opt, gradients, opt.init(gradients))
    expect(firstNonFinite).toEqual({ link: 'scaleByRms', path: 'state.second[1]', leaf: 'layers[1].w' })
  })

  it('says when the gradient already was, and how far it spread', () => {
    const opt = chain(scale(2), clipByGlobalNorm(1))
    const { gradient, links, firstNonFinite } = traceStep(opt, { a: 1, b: Infinity }, opt.init({ a: 0, b: 0 }))
    expect(gradient).toEqual({ norm: Infinity, nonFinite: 1 })
    expect(links.map(({ norm, nonFinite }) => [norm, nonFinite])).toEqual([
      [Infinity, 1],
      [NaN, 2],
    ])
    expect(firstNonFinite).toEqual({ link: 'gradient', path: 'gradient', leaf: 'b' })
  })

  it('finds what a later link makes whole again', () => {
    const opt = chain(scaleByRms({ eps: 0 }), zeroNans())
    const { links, firstNonFinite, updates } = traceStep(opt, { w: 0 }, opt.init({ w: 0 }))
    expect(links.map(({ nonFinite }) => nonFinite)).toEqual([1, 0])
    expect(firstNonFinite?.link).toBe('scaleByRms')
    expect(updates).toEqual({ w: 0 })
  })

  it('finds a number that only the rounding to float32 made infinite', () => {
    const opt = scale(1e30)
    const { firstNonFinite } = traceStep(opt, { big: Float32Array.of(1e30), wide: 1e30 }, {})
    expect(firstNonFinite).toEqual({ link: 'scale', path: 'state', leaf: 'big' })
  })
})

describe('traceStep', () => {
  it('asks for the parameters where update does', () => {
    const opt = addDecayedWeights(0.1)
    // @ts-expect-error the parameters are missing
    expect(() => traceStep(opt, { w: 1 }, opt.init({ w: 1 }))).toThrow(/addDecayedWeights: this transformation reads/)
  })

  it('refuses a factory that was not called', () => {
    // @ts-expect-error a factory is no transformation
    expect(() => traceStep(adam, { w: 1 }, {})).toThrow(/traceStep: its first argument must be a transformation/)
  })
})
