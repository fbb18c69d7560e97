import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { compile } from '../../../src/compile/index.ts'
import { explain } from '../../../src/inspect/explain.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { mapParams } from '../../../src/state/mapParams.ts'
import { treeGet } from '../../../src/state/treeGet.ts'
import { paramsEma } from '../../../src/transforms/paramsEma.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { expectError } from './expectError.ts'

const params = { w: Float32Array.of(1, 2), b: 8 }
const gradients = { w: Float32Array.of(0, 0), b: 2 }

describe('paramsEma', () => {
  it('starts at the parameters, in arrays of its own', () => {
    const { ema } = paramsEma(0.5).init(params)
    expect(ema).toEqual(params)
    expect(ema.w).not.toBe(params.w)
  })

  it('averages the parameters after each step, those before the first not among them', () => {
    // b goes 8, 6, 4, 2. Weights 1; 1/3 and 2/3; 1/7, 2/7 and 4/7.
    const opt = chain(sgd(1), paramsEma(0.5))
    const averages = [1, 2, 3].map((steps) =>
      treeGet(
        everyWay(
          opt,
          params,
          Array.from({ length: steps }, () => gradients),
        ).state,
        'ema.b',
      ),
    )
    expect(averages[0]).toBe(6)
    expect(averages[1]).toBeCloseTo(14 / 3, 12)
    expect(averages[2]).toBeCloseTo(22 / 7, 12)
  })

  it('starts from the first parameters without debias', () => {
    const opt = chain(sgd(1), paramsEma(0.5, { debias: false }))
    expect(treeGet(everyWay(opt, params, [gradients]).state, 'ema.b')).toBe(7)
    expect(treeGet(everyWay(opt, params, [gradients, gradients]).state, 'ema.b')).toBe(5.5)
  })

  it('keeps the average of what does not change exactly, in float32 too', () => {
    const still = { w: Float32Array.of(0.1, 1e20), b: 1 / 3 }
    const zero = { w: new Float32Array(2), b: 0 }
    const { state } = everyWay(
      paramsEma(0.9999),
      still,
      Array.from({ length: 50 }, () => zero),
    )
    expect(treeGet(state, 'ema')).toEqual(still)
  })

  it('adds one stream to read and to write to the pass of the step, and no pass', () => {
    const { passes } = explain(chain(trace(0.9), paramsEma(0.9)), params)
    expect(passes.map(({ stage }) => stage)).toEqual([1, 1])
    expect(passes[0].reads).toEqual(['gradient', 'param', 'state[0].trace', 'state[1].ema'])
    expect(passes[0].writes).toEqual(['update', 'state[0].trace', 'state[1].ema'])
  })

  it('is parameter-shaped to the state tools, and goes on from a snapshot', () => {
    const opt = chain(sgd(1), paramsEma(0.5))
    const run = compile(opt, params)
    run.step(gradients)
    const { state } = run.snapshot()
    expect(
      treeGet(
        mapParams(opt, (leaf) => (typeof leaf === 'number' ? -leaf : leaf), state),
        'ema.b',
      ),
    ).toBe(-6)
    run.dispose()
  })

  it('refuses a decay of 1', () => {
    expectError(() => paramsEma(1), 'invalid-option', 'decay')
  })
})
