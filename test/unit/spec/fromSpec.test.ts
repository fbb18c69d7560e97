import { describe, expect, it } from 'vitest'
import { isOptfuseError, type OptfuseError } from '../../../src/errors/OptfuseError.ts'
import { fromSpec } from '../../../src/spec/index.ts'

/** The error that a spec is refused with. */
const refusal = (spec: unknown): OptfuseError => {
  try {
    fromSpec(spec)
  } catch (error) {
    if (isOptfuseError(error)) return error
    throw error
  }
  throw new Error('the spec was not refused')
}

/** The path and the message of a refusal. */
const where = (spec: unknown): readonly [string | undefined, string] => {
  const { code, path, message } = refusal(spec)
  expect(code).toBe('invalid-spec')
  return [path, message]
}

describe('fromSpec builds', () => {
  it('one transformation from its name and options', () => {
    const opt = fromSpec({ trace: { decay: 0.5 } })
    const [, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
    expect(opt.update({ w: 1 }, state)[0]).toEqual({ w: 1.5 })
  })

  it('a chain, in order, its state an array', () => {
    const opt = fromSpec({
      chain: [{ clipByGlobalNorm: { maxNorm: 1 } }, { scaleByLearningRate: { learningRate: 2 } }],
    })
    expect(opt.update({ w: 10 }, opt.init({ w: 0 }))[0]).toEqual({ w: -2 })
    expect(opt.init({ w: 0 })).toEqual([{ count: 0 }, { count: 0 }])
  })

  it('a named chain, its state a record in the order written', () => {
    const opt = fromSpec({
      namedChain: { z: { trace: { decay: 0.5 } }, a: { scaleByLearningRate: { learningRate: 2 } } },
    })
    const state = opt.init({ w: 0 })
    expect(state).toEqual({ z: { count: 0, trace: { w: 0 } }, a: { count: 0 } })
    expect(Object.keys(state as object)).toEqual(['z', 'a'])
  })

  it('the identity from an empty chain', () => {
    const opt = fromSpec({ chain: [] })
    expect(opt.update({ w: 3 }, opt.init({ w: 0 }))[0]).toEqual({ w: 3 })
  })

  it('schedules where a number may be scheduled, nested in joined schedules', () => {
    const half = { constantSchedule: { value: 0.5 } }
    const line = { linearSchedule: { initValue: 0, endValue: 1, transitionSteps: 2 } }
    const learningRate = { joinSchedules: { schedules: [half, line], boundaries: [1] } }
    const opt = fromSpec({ scaleByLearningRate: { learningRate } })
    let state = opt.init({ w: 0 })
    const seen: unknown[] = []
    for (let step = 0; step < 3; step++) {
      const [updates, next] = opt.update({ w: -1 }, state)
      seen.push(updates)
      state = next
    }
    expect(seen).toEqual([{ w: 0.5 }, { w: 0 }, { w: 0.5 }])
  })

  it('the records of options in the list of sgdrSchedule', () => {
    const cycle = { initValue: 1, peakValue: 1, warmupSteps: 0, decaySteps: 2 }
    const opt = fromSpec({ scaleByLearningRate: { learningRate: { sgdrSchedule: { cosineKwargs: [cycle, cycle] } } } })
    const [, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
    expect(opt.update({ w: -1 }, state)[0]).toEqual({ w: expect.closeTo(0.5, 12) })
  })

  it('a link named __proto__', () => {
    const spec: unknown = JSON.parse('{"namedChain": {"__proto__": {"trace": {"decay": 0.5}}}}')
    const opt = fromSpec(spec)
    const [, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
    expect(opt.update({ w: 1 }, state)[0]).toEqual({ w: 1.5 })
  })
})

describe('fromSpec names the JSON path of', () => {
  it('an option out of range, deep in a chain and a schedule', () => {
    const learningRate = { cosineDecaySchedule: { initValue: 1, decaySteps: 1.5 } }
    const spec = { chain: [{ clipByGlobalNorm: { maxNorm: 1 } }, { adam: { learningRate } }] }
    expect(where(spec)).toEqual([
      '$.chain[1].adam.learningRate.cosineDecaySchedule.decaySteps',
      'at $.chain[1].adam.learningRate.cosineDecaySchedule.decaySteps: expected a whole number >= 1, got 1.5.',
    ])
  })

  it('a number out of range, and says what is allowed', () => {
    const [path, message] = where({ adam: { learningRate: 0.1, b1: 1.2 } })
    expect(path).toBe('$.adam.b1')
    expect(message).toMatch(/a number in \[0, 1\) or a schedule.*got 1\.2/)
  })

  it('an unknown transformation, and suggests the nearest', () => {
    expect(where({ chain: [{ adaam: { learningRate: 1 } }] })[1]).toMatch(
      /\$\.chain\[0\].adaam: .*Did you mean "adam"\?/,
    )
  })

  it('an optax name, and suggests the camelCase one', () => {
    expect(where({ scale_by_adam: {} })[1]).toMatch(/Did you mean "scaleByAdam"\?/)
    expect(where({ clipByGlobalNorm: { max_norm: 1 } })[1]).toMatch(/Did you mean "maxNorm"\?/)
    const learningRate = { cosine_decay_schedule: { initValue: 1, decaySteps: 2 } }
    const [path, message] = where({ adam: { learningRate } })
    expect(path).toBe('$.adam.learningRate.cosine_decay_schedule')
    expect(message).toMatch(/Did you mean "cosineDecaySchedule"\?/)
  })

  it('a schedule where a transformation belongs', () => {
    expect(where({ constantSchedule: { value: 1 } })[1]).toMatch(/constantSchedule is a schedule: it goes where/)
  })

  it('a required option that is missing', () => {
    const [path, message] = where({ clipByGlobalNorm: {} })
    expect(path).toBe('$.clipByGlobalNorm.maxNorm')
    expect(message).toMatch(/required: give a number >= 0/)
  })

  it('everything that is wrong, not only the first', () => {
    const { message } = refusal({ chain: [{ trace: { decay: 2 } }, { clipByGlobalNorm: { maxNorm: -1 } }] })
    expect(message).toMatch(/\$\.chain\[0\]\.trace\.decay/)
    expect(message).toMatch(/Also at \$\.chain\[1\]\.clipByGlobalNorm\.maxNorm/)
  })

  it.each([
    ['a string', 'adam', /got "adam"/],
    ['a number', 3, /got 3/],
    ['null', null, /got null/],
    ['nothing', undefined, /got nothing/],
    ['an empty object', {}, /got an empty object/],
    ['two names in one node', { trace: { decay: 0.5 }, adam: {} }, /one key.*got an object with the keys trace, adam/],
    ['an array for a node', [{ trace: { decay: 0.5 } }], /got an array of 1/],
  ])('%s in place of a transformation', (_, spec, message) => {
    expect(where(spec)).toEqual(['$', expect.stringMatching(message)])
    expect(where({ chain: [spec] })[0]).toBe('$.chain[0]')
  })

  it('a record where a chain wants an array, and the reverse', () => {
    expect(where({ chain: { trace: { decay: 0.5 } } })).toEqual(['$.chain', expect.stringMatching(/an array/)])
    expect(where({ namedChain: [] })).toEqual(['$.namedChain', expect.stringMatching(/names to transformations/)])
    expect(where({ trace: [0.9] })).toEqual(['$.trace', expect.stringMatching(/object of options, got an array of 1/)])
  })

  it('an infinite number, and says that JSON has none', () => {
    expect(where({ trace: { decay: Infinity } })[1]).toMatch(/Infinity, which JSON cannot hold/)
    expect(where({ trace: { decay: NaN } })[1]).toMatch(/NaN, which JSON cannot hold/)
    const written: unknown = JSON.parse(JSON.stringify({ trace: { decay: Infinity } }))
    expect(where(written)[1]).toMatch(/got null, which JSON.stringify also writes for NaN and Infinity/)
  })

  it('a flag that is no truth value', () => {
    const [path, message] = where({ trace: { decay: 0.5, nesterov: 1 } })
    expect(path).toBe('$.trace.nesterov')
    expect(message).toMatch(/true or false, got 1/)
  })

  it('a count that is no whole number among boundaries', () => {
    const learningRate = { piecewiseConstantSchedule: { initValue: 1, boundariesAndScales: { 10: 1, soon: 1 } } }
    expect(where({ scaleByLearningRate: { learningRate } })[0]).toMatch(/\.boundariesAndScales\.soon$/)
    const negative = { piecewiseConstantSchedule: { initValue: 1, boundariesAndScales: { 10: -1 } } }
    expect(where({ scaleByLearningRate: { learningRate: negative } })[0]).toMatch(/\.boundariesAndScales\["10"\]$/)
  })

  it('options that are right one by one and do not go together', () => {
    const learningRate = { warmupCosineDecaySchedule: { initValue: 0, peakValue: 1, warmupSteps: 5, decaySteps: 3 } }
    const [path, message] = where({ scaleByLearningRate: { learningRate } })
    expect(path).toBe('$.scaleByLearningRate.learningRate.warmupCosineDecaySchedule')
    expect(message).toMatch(/must be above warmupSteps \(5\), got 3/)
  })

  it('a link whose name is a whole number', () => {
    const [path, message] = where({ namedChain: { 1: { trace: { decay: 0.5 } } } })
    expect(path).toBe('$.namedChain')
    expect(message).toMatch(/cannot be named 1/)
  })

  it('chains nested beyond any use, without overflowing the stack', () => {
    let spec: unknown = { trace: { decay: 0.5 } }
    for (let depth = 0; depth < 100_000; depth++) spec = { chain: [spec] }
    expect(where(spec)[1]).toMatch(/may nest 500 chains at most/)
  })
})
