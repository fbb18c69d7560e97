import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { mul } from '../../../src/expr/index.ts'
import { checkLaws, structureIsKept, type Law } from '../../../src/laws/index.ts'
import { hyperparameter } from '../../../src/options/number.ts'
import { treeMap } from '../../../src/pytree/index.ts'
import { counter } from '../../../src/rule/index.ts'
import { adaptiveGradClip } from '../../../src/transforms/adaptiveGradClip.ts'
import { scaleByLearningRate } from '../../../src/transforms/scaleByLearningRate.ts'
import { trace } from '../../../src/transforms/trace.ts'

const options = { factor: hyperparameter(2, { min: 0, max: 4 }) }
const times = transformation(
  {
    name: 'times',
    options,
    state: { count: counter() },
    rule: ({ update }, { factor }) => ({ update: mul(update, factor) }),
  },
  (given: { readonly factor?: number } = {}) => given,
)

const messageOf = (run: () => void): string => {
  try {
    run()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return ''
}

const never: Law = {
  name: 'never',
  statement: 'no tree has numbers.',
  violation: (_, { params }) => (JSON.stringify(params).length > 4 ? 'it has' : undefined),
}

describe('checkLaws', () => {
  it('passes a transformation, a function that makes one, and a factory of your own', () => {
    checkLaws(chain(trace(0.9), scaleByLearningRate(0.1)), { runs: 5 })
    checkLaws(() => trace(0.5), { runs: 5 })
    checkLaws(times, { runs: 5 })
  })

  it('throws at a transformation with a memory, and names the law, the step, the tree and the seed', () => {
    let calls = 0
    const message = messageOf(() =>
      checkLaws(
        scaleByLearningRate(() => ++calls),
        { runs: 20, seed: 7 },
      ),
    )
    expect(message).toMatch(/^scaleByLearningRate breaks the law ".*"\.\nThe law: /)
    expect(message).toMatch(/\nHere: .* in place of .*\nParameters: .*\nGradients of step 0: /)
    expect(message).toMatch(/seed: 7, runs: 20/)
  })

  it('shrinks the tree and the options', () => {
    const message = messageOf(() => checkLaws(times, { runs: 20, laws: [never] }))
    expect(message).toMatch(/^\{"times":\{\}\} breaks the law "never"\.\nThe law: no tree has numbers\.\nHere: it has/)
  })

  it('tries the parameters it is given', () => {
    const seen: unknown[] = []
    const law: Law = { ...structureIsKept, violation: (_, { params }) => void seen.push(params) }
    checkLaws(trace(0.5), { runs: 3, params: fc.constant({ only: 1 }), laws: [law] })
    expect(seen).toEqual([{ only: 1 }, { only: 1 }, { only: 1 }])
  })

  it('counts an error thrown by the transformation as broken', () => {
    const opt = scaleByLearningRate(() => NaN)
    expect(messageOf(() => checkLaws(opt, { runs: 3 }))).toMatch(/it threw OptfuseError: .*gave NaN/)
  })

  const momentum = trace(0.5)
  const halves = fc.constantFrom({ w: Float32Array.of(1, 2) }, { w: Float32Array.of(1) })

  it('catches updates of another shape, which cannot be applied', () => {
    const opt: typeof momentum = {
      ...momentum,
      update: (...args) => {
        const [updates, state] = momentum.update(...args)
        return [treeMap((leaf) => (leaf instanceof Float32Array ? leaf.slice(1) : leaf), updates) as never, state]
      },
    }
    expect(messageOf(() => checkLaws(opt, { runs: 3, params: halves }))).toMatch(
      /breaks the law "structure, shape and dtype are kept".*Here: step 0, updates\.w: Float32Array of 1 in place of Float32Array of 2/s,
    )
  })

  it('catches a transformation that writes to its gradients, though it writes the same each time', () => {
    const opt: typeof momentum = {
      ...momentum,
      update: (...args) => {
        treeMap((leaf) => (leaf instanceof Float32Array ? leaf.fill(0) : leaf), args[0])
        return momentum.update(...args)
      },
    }
    expect(messageOf(() => checkLaws(opt, { runs: 3, params: halves }))).toMatch(
      /breaks the law "inputs are not mutated".*Here: step 0 wrote to the gradients/s,
    )
  })

  it('refuses what is no transformation', () => {
    const message = 'checkLaws: the subject must be a transformation, got an object.'
    expect(messageOf(() => checkLaws({} as never))).toBe(message)
    expect(messageOf(() => checkLaws((async () => momentum) as never))).toBe(message)
  })

  it('says so when the transformation refuses all trees drawn', () => {
    const opt = adaptiveGradClip(0.5, { axis: 7 })
    const message = messageOf(() => checkLaws(opt, { runs: 5, params: fc.constant({ w: 1 }) }))
    expect(message).toMatch(/refuses the shapes of nearly all parameters.*give parameters that fit it/)
  })
})
