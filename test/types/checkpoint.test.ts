import { describe, expectTypeOf, it } from 'vitest'
import { fromCheckpoint, toCheckpoint } from '../../src/checkpoint/index.ts'
import { adam } from '../../src/optimizers/adam.ts'
import { compile } from '../../src/compile/index.ts'
import { trace } from '../../src/transforms/trace.ts'
import { makeParams, type Params } from './params.ts'

const opt = adam(0.1)
const params = makeParams()

describe('the types of a checkpoint', () => {
  it('are those of the parameters and of the state', () => {
    const { params: restored, state } = fromCheckpoint(
      opt,
      params,
      toCheckpoint(opt, { params, state: opt.init(params) }),
    )
    expectTypeOf(restored).toEqualTypeOf<Params>()
    expectTypeOf(state[0].mu.layer1.w).toEqualTypeOf<Float32Array>()
    expectTypeOf(state[0].count).toEqualTypeOf<number>()
  })

  it('fit a snapshot, and a run that goes on', () => {
    const bytes = toCheckpoint(opt, compile(opt, params).snapshot())
    const { params: restored, state } = fromCheckpoint(opt, params, bytes)
    expectTypeOf(compile(opt, restored, { state }).snapshot().state).toEqualTypeOf<typeof state>()
  })

  it('refuse the state of another transformation', () => {
    // @ts-expect-error the state of a trace
    const use = (): unknown => toCheckpoint(opt, { params, state: trace(0.9).init(params) })
    expectTypeOf(use).toBeFunction()
  })
})
