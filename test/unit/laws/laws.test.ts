import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import {
  checkpointsResume,
  enginesAgree,
  inputsAreNotMutated,
  keyOrderDoesNotMatter,
  residentEqualsPure,
  resultsStay,
  sameInputsSameBits,
  specRoundTrips,
  stateShapeIsStable,
  structureIsKept,
  tiedLeavesAreOne,
  universalLaws,
  type Example,
} from '../../../src/laws/index.ts'
import { treeScale } from '../../../src/pytree/index.ts'
import type { GradientTransformation } from '../../../src/rule/index.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scaleByLearningRate } from '../../../src/transforms/scaleByLearningRate.ts'
import { trace } from '../../../src/transforms/trace.ts'

const tensors = (): Example => ({
  params: { w: Float32Array.of(1, 2, 3), b: [4, null] },
  gradients: [
    { w: Float32Array.of(1, -1, 0.5), b: [2, null] },
    { w: Float32Array.of(0, 3, 1), b: [-2, null] },
  ],
})

/** What a broken `update` is called with. */
type Update = (gradients: unknown, state: unknown, params: unknown) => readonly [unknown, unknown]

/** A transformation that claims to be a trace, and updates otherwise. */
const broken = (change: (update: Update) => Update): GradientTransformation => {
  const opt = trace(0.5)
  const update: Update = (gradients, state, params) => opt.update<unknown>(gradients, state as never, params)
  return { ...opt, update: change(update) } as unknown as GradientTransformation
}

const first = (tree: unknown): Float32Array => (tree as { readonly w: Float32Array }).w

describe('every universal law holds', () => {
  it.each(universalLaws())('of a chain: $name', ({ violation }) => {
    expect(violation(chain(clipByGlobalNorm(1), trace(0.9)), tensors())).toBeUndefined()
  })
})

describe('a law is broken', () => {
  it('when update writes to the gradients', () => {
    const opt = broken((update) => (gradients, state, params) => {
      const result = update(gradients, state, params)
      first(gradients)[0] = 7
      return result
    })
    expect(inputsAreNotMutated.violation(opt, tensors())).toBe('step 0 wrote to the gradients')
  })

  it('when update writes to the parameters or the state, even a zero over a negative zero', () => {
    const example = { ...tensors(), params: { w: Float32Array.of(-0, 2, 3), b: [4, null] } }
    const toParams = broken((update) => (gradients, state, params) => {
      first(params)[0] = 0
      return update(gradients, state, params)
    })
    expect(inputsAreNotMutated.violation(toParams, example)).toBe('step 0 wrote to the params')
    const toState = broken((update) => (gradients, state, params) => {
      first((state as { readonly trace: unknown }).trace)[1] = 3
      return update(gradients, state, params)
    })
    expect(inputsAreNotMutated.violation(toState, example)).toBe('step 0 wrote to the state')
  })

  it('when init writes to the parameters', () => {
    const opt = trace(0.5)
    const init = (params: unknown): unknown => {
      first(params)[0] = 9
      return opt.init(params)
    }
    expect(inputsAreNotMutated.violation({ ...opt, init } as unknown as GradientTransformation, tensors())).toBe(
      'init wrote to the parameters',
    )
  })

  it('when a returned array is used again by the next step', () => {
    const kept = new Float32Array(3)
    const opt = broken((update) => (gradients, state, params) => {
      const [updates, next] = update(gradients, state, params)
      kept.set(first(updates).subarray(0, 3))
      return [{ ...(updates as object), w: kept }, next]
    })
    expect(resultsStay.violation(opt, tensors())).toMatch(/^the result of step 0\[0\]\.w\[0\]/)
  })

  it('when update remembers earlier calls', () => {
    let calls = 0
    const opt = broken((update) => (gradients, state, params) => {
      const [updates, next] = update(gradients, state, params)
      return [treeScale(++calls, updates), next]
    })
    expect(sameInputsSameBits.violation(opt, tensors())).toMatch(/^step 0 called again/)
  })

  it('when updates have another dtype than the parameters', () => {
    const f64 = broken((update) => (gradients, state, params) => {
      const [updates, next] = update(gradients, state, params)
      return [{ ...(updates as object), w: Float64Array.from(first(updates)) }, next]
    })
    expect(structureIsKept.violation(f64, tensors())).toBe(
      'step 0, updates.w: Float64Array of 3 in place of Float32Array of 3',
    )
  })

  it('when the state grows', () => {
    const opt = broken((update) => (gradients, state, params) => {
      const { count, trace: kept } = state as Readonly<Record<string, unknown>>
      const [updates, next] = update(gradients, { count, trace: kept }, params)
      return [updates, { ...(next as object), more: 1 }]
    })
    expect(stateShapeIsStable.violation(opt, tensors())).toMatch(/^step 0, state: object with keys .*"more"/)
    expect(checkpointsResume.violation(opt, tensors())).toMatch(/^the state cannot be saved: .*there is no slot more/)
  })

  it('when a schedule is not a function of the count alone', () => {
    let calls = 0
    const opt = scaleByLearningRate(() => ++calls)
    for (const law of [sameInputsSameBits, enginesAgree, residentEqualsPure, keyOrderDoesNotMatter]) {
      expect(law.violation(opt, tensors())).toMatch(/ in place of /)
    }
  })

  it('when the pure update is not what the definition says', () => {
    const opt = broken((update) => (gradients, state, params) => {
      const [updates, next] = update(gradients, state, params)
      return [treeScale(2, updates), next]
    })
    expect(residentEqualsPure.violation(opt, tensors())).toMatch(/^on reference, step 0, params/)
    expect(specRoundTrips().violation(opt, tensors())).toMatch(/^rebuilt from \{"trace":\{"decay":0\.5\}\}, step 0/)
  })

  it('when the order of keys matters', () => {
    const opt = broken((update) => (gradients, state, params) => {
      const [updates, next] = update(gradients, state, params)
      return [treeScale(Object.keys(gradients as object)[0] === 'w' ? 1 : 2, updates), next]
    })
    expect(keyOrderDoesNotMatter.violation(opt, tensors())).toMatch(/keys in another order, step 0/)
  })

  it('when tied leaves count twice', () => {
    const opt = clipByGlobalNorm(1)
    const update: Update = (gradients, state, params) => {
      const [updates, next] = opt.update<unknown>(gradients, state as never, params)
      return [treeScale(Object.keys(gradients as object).length === 2 ? Math.SQRT1_2 : 1, updates), next]
    }
    const twice = { ...opt, update } as unknown as GradientTransformation
    expect(tiedLeavesAreOne.violation(twice, tensors())).toMatch(/^step 0, updates\.a/)
  })
})

it('a law about specs says nothing of a transformation that has none', () => {
  expect(
    specRoundTrips().violation(
      scaleByLearningRate((count) => 1 / (count + 1)),
      tensors(),
    ),
  ).toBeUndefined()
})
