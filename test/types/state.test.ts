import { describe, expect, expectTypeOf, it } from 'vitest'
import { chain } from '../../src/chain/chain.ts'
import { namedChain } from '../../src/chain/namedChain.ts'
import { compile, type Views } from '../../src/compile/index.ts'
import { transformation } from '../../src/define/transformation.ts'
import { withEngine } from '../../src/define/withEngine.ts'
import { exceptFirst } from '../../src/expr/index.ts'
import { adam } from '../../src/optimizers/adam.ts'
import { tensor, type Tensor } from '../../src/pytree/index.ts'
import { leafFlag, leafScalar, reducedMoment, scalar } from '../../src/rule/index.ts'
import { clipByGlobalNorm } from '../../src/transforms/clipByGlobalNorm.ts'
import { scaleByAdam } from '../../src/transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../../src/transforms/scaleByLearningRate.ts'
import { trace } from '../../src/transforms/trace.ts'
import { makeParams, type Params, type ReadonlyParams } from './params.ts'

describe('the type of the state', () => {
  it('has the fields of the rule, each moment typed as the parameters are', () => {
    const state = scaleByAdam().init(makeParams())
    expectTypeOf(state).toEqualTypeOf<{ readonly count: number; readonly mu: Params; readonly nu: Params }>()
    expectTypeOf(state.mu.layer1.w).toEqualTypeOf<Float32Array>()
    expect(state.mu.layer1.w).toEqual(Float32Array.of(0, 0))
  })

  it('is a tuple through a chain', () => {
    const state = chain(clipByGlobalNorm(1), scaleByAdam(), scaleByLearningRate(0.1)).init(makeParams())
    expectTypeOf(state[1].mu.layer1.w).toEqualTypeOf<Float32Array>()
    expectTypeOf(state[1].nu.layer2.b).toEqualTypeOf<number>()
    expectTypeOf(state[1]).not.toBeAny()
    expectTypeOf(state.length).toEqualTypeOf<3>()
    // @ts-expect-error a chain of three has no fourth state
    expect(state[3]).toBeUndefined()
    // @ts-expect-error the second link is Adam, which keeps no trace
    expect(state[1].trace).toBeUndefined()
  })

  it('nests as the chains do', () => {
    const state = chain(trace(0.9), chain(chain(scaleByAdam()), scaleByLearningRate(0.1))).init(makeParams())
    expectTypeOf(state[0].trace).toEqualTypeOf<Params>()
    expectTypeOf(state[1][0][0].mu.layer1.w).toEqualTypeOf<Float32Array>()
    expect(state[1][0][0].mu.layer1.w).toHaveLength(2)
  })

  it('is a record under the names of a named chain', () => {
    const state = namedChain({ momentum: trace(0.9), adam: chain(scaleByAdam()) }).init(makeParams())
    expectTypeOf(state.momentum.trace.layer2.b).toEqualTypeOf<number>()
    expectTypeOf(state.adam[0].nu).toEqualTypeOf<Params>()
    // @ts-expect-error no link has this name
    expect(state.velocity).toBeUndefined()
  })

  it('is that of the composition for a recipe', () => {
    const state = adam(0.1).init(makeParams())
    expectTypeOf(state[0].mu.layer1.w).toEqualTypeOf<Float32Array>()
    expectTypeOf(state[0].count).toEqualTypeOf<number>()
  })

  it('keeps the readonly marks and the lists of the parameters', () => {
    const params: ReadonlyParams = {
      layers: [{ w: Float64Array.of(1) }],
      image: tensor(Float32Array.of(1, 2), [1, 2]),
      nothing: null,
    }
    const [updates, state] = scaleByAdam().update(params, scaleByAdam().init(params))
    expectTypeOf(updates).toEqualTypeOf<ReadonlyParams>()
    expectTypeOf(state.mu).toEqualTypeOf<ReadonlyParams>()
    expectTypeOf(state.mu.image).toEqualTypeOf<Tensor>()
    // @ts-expect-error the layers are read-only
    expect(() => state.mu.layers.push({ w: Float64Array.of(1) })).not.toThrow()
  })

  it('has a truth value per leaf for a leaf flag and a number for a scalar', () => {
    const flagged = transformation(
      {
        name: 'flagged',
        options: {},
        state: { seen: leafFlag(), total: scalar(1) },
        rule: ({ update, seen, total }) => ({ update, seen, total }),
      },
      () => ({}),
    )
    const state = flagged().init(makeParams())
    expectTypeOf(state.total).toEqualTypeOf<number>()
    expectTypeOf(state.seen.layer1.w).toEqualTypeOf<boolean>()
    expect(state.seen.layer1.w).toBe(false)
  })

  it('stays when the engine is chosen', () => {
    const opt = withEngine(chain(scaleByAdam()), 'reference')
    expectTypeOf(opt.init(makeParams())[0].mu).toEqualTypeOf<Params>()
  })

  it('refuses the state of other parameters or of another optimizer', () => {
    const opt = scaleByAdam()
    const other = opt.init({ v: 1 })
    // @ts-expect-error this state belongs to { v: number }
    expect(() => opt.update({ w: 1 }, other)).toThrow()
    // @ts-expect-error this state belongs to trace
    expect(() => opt.update({ w: 1 }, trace(0.9).init({ w: 1 }))).toThrow()
  })
})

describe('the types of a run', () => {
  it('show an array where the parameters have a number, and the same leaf elsewhere', () => {
    expectTypeOf<Views<Params>['layer1']>().toEqualTypeOf<{ readonly w: Float32Array; readonly b: Float64Array }>()
    expectTypeOf<Views<ReadonlyParams>['layers'][number]['w']>().toEqualTypeOf<Float64Array>()
    expectTypeOf<Views<ReadonlyParams>['image']>().toEqualTypeOf<Tensor>()
    expectTypeOf<Views<ReadonlyParams>['nothing']>().toEqualTypeOf<null>()
  })

  it('give views of the parameters and a snapshot with their type and that of the state', () => {
    const run = compile(adam(0.1), makeParams(), { engine: 'reference' })
    expectTypeOf(run.params).toEqualTypeOf<Views<Params>>()
    expectTypeOf(run.grads.layer1.w.set).toBeFunction()
    const { params, state } = run.snapshot()
    expectTypeOf(params).toEqualTypeOf<Params>()
    expectTypeOf(state[0].mu).toEqualTypeOf<Params>()
    // @ts-expect-error the views themselves cannot be replaced
    expect(() => void (run.params.layer1.w = Float32Array.of(1, 2))).not.toThrow()
    run.dispose()
  })

  it('has a number, or a tensor, for each leaf where a slot is smaller than that', () => {
    const make = transformation(
      {
        name: 'small',
        options: {},
        state: { n: leafScalar(), row: reducedMoment(exceptFirst) },
        rule: ({ update, n, row }) => ({ update, n, row }),
      },
      () => ({}),
    )
    const state = make().init(makeParams())
    expectTypeOf(state.n.layer1.w).toEqualTypeOf<number>()
    expectTypeOf(state.row.layer1.w).toEqualTypeOf<Tensor>()
    expect(state.n.layer2.b).toBe(0)
  })
})
