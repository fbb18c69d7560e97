import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { mul } from '../../../src/expr/index.ts'
import { checkLaws, structureIsKept, type Law } from '../../../src/laws/index.ts'
import { hyperparameter } from '../../../src/options/number.ts'
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

  it('says so when the transformation refuses all trees drawn', () => {
    const opt = adaptiveGradClip(0.5, { axis: 7 })
    const message = messageOf(() => checkLaws(opt, { runs: 5, params: fc.constant({ w: 1 }) }))
    expect(message).toMatch(/refuses the shapes of nearly all parameters.*give parameters that fit it/)
  })
})
