import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { freeze } from '../../../src/chain/freeze.ts'
import { explain } from '../../../src/inspect/explain.ts'
import { adamw } from '../../../src/optimizers/adamw.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { expectError } from '../transforms/expectError.ts'

const params = { w: Float64Array.of(1, 2), b: 3 }
const gradients = { w: Float64Array.of(3, 4), b: 12 }

describe('freeze', () => {
  it('sets the updates of the leaves inside to zero, whatever they are', () => {
    const { updates, params: after, state } = everyWay(freeze(['b']), params, [{ ...gradients, b: NaN }])
    expect(updates).toEqual({ w: Float64Array.of(3, 4), b: 0 })
    expect(after).toEqual({ w: Float64Array.of(4, 6), b: 3 })
    expect(state).toEqual({ innerState: {} })
  })

  it('first in a chain keeps the frozen leaves out of norms, last in it does not', () => {
    const first = everyWay(chain(freeze(['b']), clipByGlobalNorm(10)), params, [gradients])
    expect(first.updates).toEqual({ w: Float64Array.of(3, 4), b: 0 })
    const last = everyWay(chain(clipByGlobalNorm(6.5), freeze(['b'])), params, [gradients])
    expect(last.updates).toEqual({ w: Float64Array.of(1.5, 2), b: 0 })
  })

  it('last in a chain stops weight decay too', () => {
    const opt = chain(adamw(0.1, { weightDecay: 0.5 }), freeze({ w: false, b: true }))
    const { params: after } = everyWay(opt, params, [gradients, gradients])
    expect(after.b).toBe(3)
    expect(after.w).not.toEqual(params.w)
    expect(explain(opt, params).leaves.map(({ path, frozen }) => [path, frozen])).toEqual([
      ['b', true],
      ['w', false],
    ])
  })

  it('of everything leaves everything', () => {
    expect(everyWay(chain(scale(-1), freeze(true)), params, [gradients]).params).toEqual(params)
  })

  it('says where its mask does not fit', () => {
    expectError(() => freeze(['w', 'b.*']).init({ w: { x: 1 }, b: 1 }), 'invalid-pattern', 'at w', '"w.**"')
  })
})
