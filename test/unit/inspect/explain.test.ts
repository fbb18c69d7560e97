import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { lookahead } from '../../../src/chain/lookahead.ts'
import { multiSteps } from '../../../src/chain/multiSteps.ts'
import { namedChain } from '../../../src/chain/namedChain.ts'
import { formula } from '../../../src/define/formula.ts'
import { explain } from '../../../src/inspect/explain.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { adamw } from '../../../src/optimizers/adamw.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { tensor } from '../../../src/pytree/index.ts'
import type { AnyGradientTransformation } from '../../../src/rule/index.ts'
import { adaptiveGradClip } from '../../../src/transforms/adaptiveGradClip.ts'
import { addDecayedWeights } from '../../../src/transforms/addDecayedWeights.ts'
import { centralize } from '../../../src/transforms/centralize.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { identity } from '../../../src/transforms/identity.ts'
import { keepParamsNonnegative } from '../../../src/transforms/keepParamsNonnegative.ts'
import { paramsEma } from '../../../src/transforms/paramsEma.ts'
import { scaleByMuon } from '../../../src/transforms/scaleByMuon.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../../../src/transforms/scaleByLearningRate.ts'
import { trace } from '../../../src/transforms/trace.ts'

const params = { b: 2, w: tensor(new Float32Array(6), [2, 3]) }

const clippedAdamW = chain(clipByGlobalNorm(1), scaleByAdam(), addDecayedWeights(0.1), scaleByLearningRate(0.1))

describe('explain, of the leaves', () => {
  it('gives shape, links, decay and the bytes of each slot', () => {
    const links = ['clipByGlobalNorm', 'scaleByAdam', 'addDecayedWeights', 'scaleByLearningRate']
    const common = {
      links,
      paramReadBy: ['addDecayedWeights'],
      decayed: true,
      frozen: false,
      passes: 2,
      formula: expect.anything(),
    }
    expect(explain(clippedAdamW, params).leaves).toEqual([
      {
        path: 'b',
        dtype: 'float64',
        shape: [],
        size: 1,
        state: { 'state[1].mu': 8, 'state[1].nu': 8 },
        stateBytes: 16,
        ...common,
      },
      {
        path: 'w',
        dtype: 'float32',
        shape: [2, 3],
        size: 6,
        state: { 'state[1].mu': 24, 'state[1].nu': 24 },
        stateBytes: 48,
        ...common,
      },
    ])
  })

  it('leaves out a link that passes the leaf on as it is, for its rank or for all', () => {
    const [b, w] = explain(chain(identity(), centralize(), scale(2)), params).leaves
    expect(b.links).toEqual(['scale'])
    expect(w.links).toEqual(['centralize', 'scale'])
    // Only the matrix has a mean to take first.
    expect([b.passes, w.passes]).toEqual([1, 2])
  })

  it('calls a leaf decayed for its own elements in the update, not for a norm of them', () => {
    const [clipped] = explain(adaptiveGradClip(0.1), params).leaves
    expect(clipped.paramReadBy).toEqual(['adaptiveGradClip'])
    expect(clipped.decayed).toBe(false)
    const [plain] = explain(adam(1e-3), params).leaves
    expect(plain.paramReadBy).toEqual([])
    expect(plain.decayed).toBe(false)
  })

  it('calls a leaf decayed only where a gradient of 0 does not leave it alone', () => {
    const decayed = (opt: AnyGradientTransformation): boolean => explain(opt, params).leaves[0].decayed
    expect(decayed(addDecayedWeights(0.1))).toBe(true)
    expect(decayed(multiSteps(adamw(1e-3), 2))).toBe(true)
    expect(decayed(keepParamsNonnegative())).toBe(false)
    expect(decayed(lookahead(sgd(0.1), 5, 0.5))).toBe(false)
    expect(decayed(paramsEma(0.9))).toBe(false)
  })

  it('counts a tied parameter once', () => {
    const tied = new Float32Array(5)
    const { leaves, totals } = explain(trace(0.9), { decoder: tied, encoder: tied })
    expect(leaves.map(({ path }) => path)).toEqual(['decoder'])
    expect(totals.stateBytes).toBe(20)
  })

  it('has none for an empty tree', () => {
    const { leaves, totals } = explain(adam(1e-3), {})
    expect(leaves).toEqual([])
    expect(totals).toEqual({ elements: 0, paramBytes: 0, stateBytes: 0, stages: 1, bytesPerStep: 0 })
  })
})

describe('explain, of the links', () => {
  it('gives equations as text and as LaTeX, and where the state stands', () => {
    const opt = namedChain({ decay: addDecayedWeights(0.1), inner: chain(trace(0.9), scale(-0.5)) })
    const { links } = explain(opt, params)
    expect(links.map(({ name, path, stateBytes }) => [name, path, stateBytes])).toEqual([
      ['addDecayedWeights', 'state.decay', 0],
      ['trace', 'state.inner[0]', 32],
      ['scale', 'state.inner[1]', 0],
    ])
    expect(links[0].text).toEqual(["count' = count + 1", "update' = update + weightDecay * param"])
    expect(links[0].latex[1]).toBe(String.raw`u' &= u + \lambda \, \theta`)
  })

  it('prints what formula prints', () => {
    const { links } = explain(clippedAdamW, params)
    expect(links.map(({ name, text }) => [name, ...text.map((line) => `  ${line}`)].join('\n')).join('\n')).toBe(
      formula(clippedAdamW),
    )
  })
})

describe('explain, of the passes', () => {
  it('gives what each reads, writes and takes, a pass per stage and dtype', () => {
    const { passes, totals } = explain(clippedAdamW, params)
    const first = { stage: 1, reads: ['gradient'], writes: [], gathers: ['sumOfSquares_tree(gradient)'] }
    const last = {
      stage: 2,
      reads: ['gradient', 'param', 'state[1].mu', 'state[1].nu'],
      writes: ['update', 'state[1].mu', 'state[1].nu'],
      gathers: [],
    }
    const b = { dtype: 'float64', leaves: ['b'], elements: 1 }
    const w = { dtype: 'float32', leaves: ['w'], elements: 6 }
    expect(passes).toEqual([
      { ...first, ...b, bytes: 8 },
      { ...first, ...w, bytes: 6 * 4 },
      { ...last, ...b, bytes: 7 * 8 },
      { ...last, ...w, bytes: 7 * 6 * 4 },
    ])
    // One float64 and six float32: 8 + 24 bytes, twice that in moments; the passes as above.
    expect(totals).toEqual({ elements: 7, paramBytes: 32, stateBytes: 64, stages: 2, bytesPerStep: 256 })
  })

  it('names the stream of a function of whole leaves after it', () => {
    const { passes } = explain(scaleByMuon({ beta: 0.5 }), { w: new Float32Array(3) })
    expect(passes.map(({ reads, writes }) => [reads, writes])).toEqual([
      [['gradient', 'state.mu'], []],
      [['gradient', 'state.mu'], ['orthogonalize']],
      [
        ['gradient', 'state.mu', 'orthogonalize'],
        ['update', 'state.mu'],
      ],
    ])
  })

  it('names the updates and moments that a reduction is taken of', () => {
    const { passes } = explain(chain(trace(0.9), scale(2), clipByGlobalNorm(1)), { w: new Float32Array(3) })
    expect(passes[0].gathers).toEqual(['sumOfSquares_tree(updateOf(scale))'])
    expect(passes[0].reads).toEqual(['gradient', 'state[0].trace'])
  })
})

describe('explain', () => {
  it('refuses a factory that was not called', () => {
    // @ts-expect-error a factory is no transformation
    expect(() => explain(adam, params)).toThrow(
      /explain: its first argument must be a transformation, got the factory adam/,
    )
  })

  it('names the leaf that is none', () => {
    expect(() => explain(adam(1e-3), { w: 'text' })).toThrow(/at w/)
  })
})
