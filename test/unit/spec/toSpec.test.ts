import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { namedChain } from '../../../src/chain/namedChain.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { isOptfuseError, type OptfuseError } from '../../../src/errors/OptfuseError.ts'
import { mul } from '../../../src/expr/index.ts'
import { hyperparameter } from '../../../src/options/number.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { counter } from '../../../src/rule/index.ts'
import { constantSchedule, defineSchedule, joinSchedules, sgdrSchedule } from '../../../src/schedules/index.ts'
import { fromSpec, specCodec, toSpec } from '../../../src/spec/index.ts'
import { scaleByLearningRate } from '../../../src/transforms/scaleByLearningRate.ts'
import { trace } from '../../../src/transforms/trace.ts'

const refusal = (run: () => unknown): OptfuseError => {
  try {
    run()
  } catch (error) {
    if (isOptfuseError(error)) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const options = { factor: hyperparameter(2) }
const times = transformation(
  {
    name: 'times',
    options,
    state: { count: counter() },
    rule: ({ update }, { factor }) => ({ update: mul(update, factor) }),
  },
  (given: { readonly factor?: number | ((count: number) => number) } = {}) => given,
)

describe('toSpec writes', () => {
  it('a recipe by its own name, not by its links', () => {
    expect(toSpec(adam(0.1, { b1: 0.8 }))).toEqual({ adam: { learningRate: 0.1, b1: 0.8 } })
  })

  it('no option that equals its default', () => {
    expect(toSpec(trace(0.9, { nesterov: false, dampening: 0 }))).toEqual({ trace: { decay: 0.9 } })
  })

  it('chains and named chains as they nest', () => {
    const opt = chain(namedChain({ momentum: trace(0.9) }), chain(), scaleByLearningRate(1))
    expect(toSpec(opt)).toEqual({
      chain: [
        { namedChain: { momentum: { trace: { decay: 0.9 } } } },
        { chain: [] },
        { scaleByLearningRate: { learningRate: 1 } },
      ],
    })
  })

  it('schedules by their factories, nested ones too', () => {
    const cycle = { initValue: 0, peakValue: 1, warmupSteps: 1, decaySteps: 4, exponent: 1 }
    const schedule = joinSchedules({
      schedules: [constantSchedule(1), sgdrSchedule({ cosineKwargs: [cycle, { ...cycle, endValue: 0.5 }] })],
      boundaries: [3],
    })
    const { exponent: _, ...written } = cycle
    expect(toSpec(scaleByLearningRate(schedule))).toEqual({
      scaleByLearningRate: {
        learningRate: {
          joinSchedules: {
            schedules: [
              { constantSchedule: { value: 1 } },
              { sgdrSchedule: { cosineKwargs: [written, { ...written, endValue: 0.5 }] } },
            ],
            boundaries: [3],
          },
        },
      },
    })
  })

  it('the same for every engine', () => {
    expect(toSpec(withEngine(trace(0.9), 'reference'))).toEqual({ trace: { decay: 0.9 } })
  })
})

describe('toSpec refuses', () => {
  it('a schedule written by hand, naming the link and the option', () => {
    const error = refusal(() =>
      toSpec(
        chain(
          trace(0.9),
          adam((count) => 1 / (count + 1)),
        ),
      ),
    )
    expect(error.code).toBe('no-spec')
    expect(error.transformation).toBe('adam')
    expect(error.path).toBe('$.chain[1].adam.learningRate')
    expect(error.message).toMatch(/option learningRate is a function written by hand/)
  })

  it('a schedule written by hand within another', () => {
    const schedule = joinSchedules({ schedules: [(count) => count], boundaries: [] })
    expect(refusal(() => toSpec(scaleByLearningRate(schedule))).path).toBe(
      '$.scaleByLearningRate.learningRate.joinSchedules.schedules[0]',
    )
  })

  it('a transformation and a schedule of your own, and says how to make them known', () => {
    const error = refusal(() => toSpec(namedChain({ mine: times() })))
    expect(error.code).toBe('no-spec')
    expect(error.path).toBe('$.namedChain.mine')
    expect(error.message).toMatch(/specCodec\(\{ transformations: \[times\] \}\)/)
    const countdown = defineSchedule({ name: 'countdown', options: {}, make: () => (count) => -count }, () => ({}))
    expect(refusal(() => toSpec(scaleByLearningRate(countdown()))).message).toMatch(/schedule "countdown"/)
  })
})

describe('a codec that knows your own factories', () => {
  const countdown = defineSchedule({ name: 'countdown', options: {}, make: () => (count) => -count }, () => ({}))
  const codec = specCodec({ transformations: [times], schedules: [countdown] })

  it('writes and builds them beside the library’s', () => {
    const spec = { chain: [{ times: { factor: { countdown: {} } } }, { trace: { decay: 0.5 } }] }
    const opt = fromSpec(spec, codec)
    const [, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
    expect(opt.update({ w: 1 }, state)[0]).toEqual({ w: -1 })
    expect(toSpec(opt, codec)).toEqual(spec)
  })
})
