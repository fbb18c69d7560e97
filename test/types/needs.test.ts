import { describe, expect, expectTypeOf, it } from 'vitest'
import { chain } from '../../src/chain/chain.ts'
import { namedChain } from '../../src/chain/namedChain.ts'
import { adam } from '../../src/optimizers/adam.ts'
import { adamw } from '../../src/optimizers/adamw.ts'
import type { NeedsOf } from '../../src/rule/index.ts'
import { compile } from '../../src/compile/index.ts'
import { applyIfFinite } from '../../src/chain/applyIfFinite.ts'
import { addDecayedWeights } from '../../src/transforms/addDecayedWeights.ts'
import { scaleByPolyak } from '../../src/transforms/scaleByPolyak.ts'
import { trace } from '../../src/transforms/trace.ts'

const params = { w: 1 }
const gradients = { w: 2 }
const missing = /param/

describe('update without the parameters', () => {
  it('compiles where no rule reads them, and so does update with them', () => {
    const opt = chain(trace(0.9), adam(0.1))
    const [updates] = opt.update(gradients, opt.init(params))
    const [same] = opt.update(gradients, opt.init(params), params)
    expectTypeOf(updates).toEqualTypeOf<{ w: number }>()
    expect(updates).toEqual(same)
    expectTypeOf<NeedsOf<typeof opt>>().toBeNever()
  })

  it('is a compile error for a rule that reads them', () => {
    const opt = addDecayedWeights(0.1)
    // @ts-expect-error weight decay reads the parameters
    expect(() => opt.update(gradients, opt.init(params))).toThrow(missing)
    expect(opt.update(gradients, opt.init(params), params)[0].w).toBeCloseTo(2.1, 12)
  })

  it('is a compile error for a recipe that contains such a rule', () => {
    const opt = adamw(0.1)
    // @ts-expect-error weight decay reads the parameters
    expect(() => opt.update(gradients, opt.init(params))).toThrow(missing)
    expectTypeOf<NeedsOf<typeof opt>>().toEqualTypeOf<'params'>()
  })

  it('is a compile error for chains that contain one, however deep', () => {
    const flat = chain(trace(0.9), addDecayedWeights(0.1))
    // @ts-expect-error the second link reads the parameters
    expect(() => flat.update(gradients, flat.init(params))).toThrow(missing)
    const nested = chain(trace(0.9), chain(chain(adamw(0.1))))
    // @ts-expect-error a link of a link of a link reads the parameters
    expect(() => nested.update(gradients, nested.init(params))).toThrow(missing)
    const named = namedChain({ momentum: trace(0.9), decay: addDecayedWeights(0.1) })
    // @ts-expect-error the link "decay" reads the parameters
    expect(() => named.update(gradients, named.init(params))).toThrow(missing)
  })

  it('takes undefined in their place where only an extra argument is needed', () => {
    const opt = chain(trace(0.9), scaleByPolyak())
    const [updates] = opt.update(gradients, opt.init(params), undefined, { value: 1 })
    expectTypeOf(updates).toEqualTypeOf<{ w: number }>()
    expectTypeOf<NeedsOf<typeof opt>>().toEqualTypeOf<'value'>()
    expect(opt.update(gradients, opt.init(params), params, { value: 1 })[0]).toEqual(updates)
  })

  it('does not take parameters of another structure for them', () => {
    const opt = adamw(0.1)
    // @ts-expect-error these are the parameters of something else
    expect(() => opt.update(gradients, opt.init(params), { v: 1 })).toThrow()
  })
})

describe('an extra argument', () => {
  const asked = /value/

  it('is a compile error to leave out where a rule reads it, however deep', () => {
    const opt = chain(chain(scaleByPolyak()), addDecayedWeights(0.1))
    const state = opt.init(params)
    expectTypeOf<NeedsOf<typeof opt>>().toEqualTypeOf<'params' | 'value'>()
    // @ts-expect-error the first link reads the loss
    expect(() => opt.update(gradients, state, params)).toThrow(asked)
    // @ts-expect-error it is called value
    expect(() => opt.update(gradients, state, params, { loss: 1 })).toThrow(asked)
    // @ts-expect-error the second link reads the parameters
    expect(() => opt.update(gradients, state, undefined, { value: 1 })).toThrow(missing)
    expect(opt.update(gradients, state, params, { value: 1, other: 2 })[0].w).toBeCloseTo(0.6, 12)
  })

  it('is asked for through wrappers, and by the step of a run', () => {
    const opt = applyIfFinite(scaleByPolyak(), 1)
    // @ts-expect-error what is guarded reads the loss
    expect(() => opt.update(gradients, opt.init(params))).toThrow(asked)
    const run = compile(opt, params)
    // @ts-expect-error and so does its step
    expect(() => run.step(gradients)).toThrow(asked)
    run.step(gradients, { value: 1 })
    run.dispose()
  })

  it('may be given and left out where no rule reads it', () => {
    const opt = trace(0.9)
    expect(opt.update(gradients, opt.init(params), params, { value: 1 })[0]).toEqual(gradients)
    const run = compile(opt, params)
    run.step()
    run.step(gradients, { value: 1 })
    run.dispose()
  })
})
