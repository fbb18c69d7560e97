import { describe, expect, it } from 'vitest'
import { applyIfFinite } from '../../../src/chain/applyIfFinite.ts'
import { chain } from '../../../src/chain/chain.ts'
import { injectHyperparams } from '../../../src/chain/injectHyperparams.ts'
import { compile } from '../../../src/compile/index.ts'
import { formula } from '../../../src/define/formula.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { mul } from '../../../src/expr/index.ts'
import { traceStep } from '../../../src/inspect/traceStep.ts'
import { polyakSgd } from '../../../src/optimizers/polyakSgd.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { counter } from '../../../src/rule/index.ts'
import { setToZero } from '../../../src/transforms/setToZero.ts'
import { expectError } from '../transforms/expectError.ts'

const warm = transformation(
  {
    name: 'warm',
    options: {},
    state: { count: counter() },
    needs: ['params', 'temperature'],
    rule: ({ param, temperature }) => ({ update: mul(param, temperature) }),
  },
  () => ({}),
)

const params = { w: Float32Array.of(1, 2), b: 3 }
const gradients = { w: Float32Array.of(0, 0), b: 0 }

describe('an extra argument', () => {
  it('is a number that a rule reads at every step, under a name of its own', () => {
    const opt = chain(warm(), sgd(1))
    const state = opt.init(params)
    expect(opt.update(gradients, state, params, { temperature: 2 })[0]).toEqual({ w: Float32Array.of(-2, -4), b: -6 })
    expect(opt.update(gradients, state, params, { temperature: 0.5 })[0].b).toBe(-1.5)
    expect(warm.needsParams).toBe(true)
    expect(formula(warm())).toContain("update' = param * temperature")
  })

  it('reaches a run, with gradients or without', () => {
    const run = compile(warm(), params)
    run.step(gradients, { temperature: 1 })
    expect(run.params.b[0]).toBe(6)
    run.step(undefined, { temperature: -1 })
    expect(run.params.b[0]).toBe(0)
    // @ts-expect-error the step reads a temperature
    expectError(() => run.step(), 'missing-argument', 'warm', 'temperature')
  })

  it('is asked for by the name of the link that reads it, in chains and wrappers', () => {
    const opt = chain(sgd(1), applyIfFinite(chain(injectHyperparams(polyakSgd, {})), 2))
    const state = opt.init(params)
    // @ts-expect-error a link of a link reads the loss
    expectError(() => opt.update(gradients, state, params), 'missing-argument', 'scaleByPolyak', 'value', 'got none')
    // @ts-expect-error a number, not a text
    const text = (): unknown => opt.update(gradients, state, params, { value: '3' })
    expectError(text, 'missing-argument', 'scaleByPolyak', 'got "3"')
  })

  it('is asked for even where its effect is thrown away, so that a chain needs what its links need', () => {
    const opt = chain(polyakSgd(), setToZero())
    // @ts-expect-error the first link reads the loss
    expectError(() => opt.update(gradients, opt.init(params)), 'missing-argument')
    expect(opt.update(gradients, opt.init(params), undefined, { value: 1 })[0].b).toBe(0)
  })

  it('is ignored where nothing reads it', () => {
    const opt = sgd(1)
    expect(opt.update({ w: 1 }, opt.init({ w: 0 }), undefined, { value: NaN })[0]).toEqual({ w: -1 })
  })

  it('is given to every link that traceStep looks behind', () => {
    const opt = chain(sgd(1), warm(), setToZero())
    const { links } = traceStep(opt, gradients, opt.init(params), params, { temperature: 10 })
    expect(links.map(({ norm }) => norm)).toEqual([0, 0, Math.sqrt(1400), 0])
  })

  it('cannot be called like an input or a slot of the rule', () => {
    const declare = (needs: readonly string[]) =>
      transformation(
        { name: 'odd', options: {}, state: { count: counter() }, needs, rule: ({ update }) => ({ update }) },
        () => ({}),
      )
    expectError(() => declare(['gradient']), 'invalid-rule', 'odd', 'gradient')
    expectError(() => declare(['count']), 'invalid-rule', 'odd', 'count')
  })
})
