import { describe, expect, it } from 'vitest'
import { transformation } from '../../src/define/transformation.ts'
import { add, mul } from '../../src/expr/index.ts'
import { applyUpdates } from '../../src/pytree/index.ts'
import { moment } from '../../src/rule/index.ts'
import { adam } from '../../src/optimizers/adam.ts'

const none = () => ({})

describe('the types of a rule', () => {
  it('offer what it says it needs, and nothing else', () => {
    const decay = transformation(
      {
        name: 'decay',
        options: {},
        state: {},
        needs: ['params'],
        rule: ({ update, param }) => ({ update: add(update, param) }),
      },
      none,
    )
    expect(decay().update({ w: 1 }, decay().init({ w: 2 }), { w: 2 })[0]).toEqual({ w: 3 })
    transformation(
      {
        name: 'decay',
        options: {},
        state: {},
        // @ts-expect-error it does not say that it needs the parameters, so callers would not be asked for them
        rule: ({ update, param }) => ({ update: add(update, param) }),
      },
      none,
    )
    const declared = { name: 'd', options: {}, state: {}, needs: ['params'] } as const
    // @ts-expect-error it needs the parameters, not the loss
    expect(() => transformation({ ...declared, rule: ({ value }) => ({ update: mul(value, 2) }) }, none)()).toThrow()
  })

  it('ask for every slot after the step', () => {
    const slots = { name: 'forgets', options: {}, state: { mu: moment() } }
    // @ts-expect-error mu is not returned
    expect(() => transformation({ ...slots, rule: ({ update }) => ({ update }) }, none)()).toThrow(/must return mu/)
  })

  it('point at an option that is no descriptor, and at nothing that follows from it', () => {
    const make = transformation(
      {
        name: 'plain',
        // @ts-expect-error the only error of this declaration
        options: { decay: 0.9 },
        state: {},
        rule: ({ update }, { decay }) => ({ update: mul(decay, update) }),
      },
      none,
    )
    expect(make).toThrow()
  })
})

describe('the types of applyUpdates', () => {
  const params = { layer: { w: Float32Array.of(1), b: 2 } }
  const opt = adam(0.1)

  it('take the updates of parameters that say less about their arrays, and keep the type of the parameters', () => {
    const gradients: { readonly layer: { readonly w: Float32Array; readonly b: number } } = params
    const step = <P>(given: P, updates: P): P => applyUpdates(given, updates)
    const [updates] = opt.update(gradients, opt.init(params))
    const next: typeof params = applyUpdates(params, updates)
    expect(step(params, next).layer.b).toBeCloseTo(3.9, 6)
  })

  it('do not take the pair that update returns', () => {
    // @ts-expect-error the updates are its first entry
    expect(() => applyUpdates(params, opt.update(params, opt.init(params)))).toThrow(/updates/)
    // @ts-expect-error and the state is its second
    expect(() => applyUpdates(params, opt.init(params))).toThrow(/updates/)
  })
})
