import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { selectiveTransform } from '../../../src/chain/selectiveTransform.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { adamw } from '../../../src/optimizers/adamw.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { expectError } from '../transforms/expectError.ts'

const params = { w: Float64Array.of(1, 2), b: 3 }
const gradients = { w: Float64Array.of(3, 4), b: 12 }

describe('selectiveTransform', () => {
  it('trains what is outside the mask, and keeps nothing for what is frozen', () => {
    const opt = selectiveTransform(trace(0.5), { freezeMask: ['b'] })
    const { updates, params: after, state } = everyWay(opt, params, [gradients, gradients])
    expect(updates).toEqual({ w: Float64Array.of(4.5, 6), b: 0 })
    expect(after).toEqual({ w: Float64Array.of(8.5, 12), b: 3 })
    expect(state).toEqual({
      innerStates: { train: { count: 2, trace: { w: Float64Array.of(4.5, 6), b: null } }, freeze: {} },
    })
  })

  it('keeps the frozen leaves out of norms', () => {
    const opt = selectiveTransform(chain(clipByGlobalNorm(5), scale(2)), { freezeMask: { w: false, b: true } })
    expect(everyWay(opt, params, [gradients]).updates).toEqual({ w: Float64Array.of(6, 8), b: 0 })
  })

  it('is the optimizer itself when nothing is frozen, and stands still when all is', () => {
    const all = everyWay(selectiveTransform(adam(0.1), { freezeMask: false }), params, [gradients, gradients])
    expect(all.params).toEqual(everyWay(adam(0.1), params, [gradients, gradients]).params)
    expect(everyWay(selectiveTransform(adamw(0.1), { freezeMask: true }), params, [gradients]).params).toEqual(params)
  })

  it('asks for the parameters where the optimizer reads them', () => {
    const opt = selectiveTransform(adamw(0.1), { freezeMask: ['b'] })
    // @ts-expect-error weight decay reads the parameters
    expectError(() => opt.update(gradients, opt.init(params)), 'missing-params', 'addDecayedWeights')
  })

  it('says where its mask does not fit, and that there must be one', () => {
    const opt = selectiveTransform(adam(0.1), { freezeMask: { w: true } })
    expectError(() => opt.init(params), 'structure-mismatch', 'selectiveTransform at b', 'missing key')
    // @ts-expect-error the mask must be given
    expectError(() => selectiveTransform(adam(0.1), {}), 'invalid-option', 'freezeMask')
  })
})
