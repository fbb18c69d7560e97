import { describe, expect, it } from 'vitest'
import { applyIfFinite } from '../../../src/chain/applyIfFinite.ts'
import { chain } from '../../../src/chain/chain.ts'
import { flatten } from '../../../src/chain/flatten.ts'
import { masked } from '../../../src/chain/masked.ts'
import { compose } from '../../../src/compile/index.ts'
import { formula } from '../../../src/define/formula.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { exceptFirst, mul, rank, reduceSum, reduceSumOfSquares, size } from '../../../src/expr/index.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { tensor } from '../../../src/pytree/index.ts'
import { adaptiveGradClip } from '../../../src/transforms/adaptiveGradClip.ts'
import { centralize } from '../../../src/transforms/centralize.ts'
import { clipByBlockRms } from '../../../src/transforms/clipByBlockRms.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scaleByFactoredRms } from '../../../src/transforms/scaleByFactoredRms.ts'
import { zeroNans } from '../../../src/transforms/zeroNans.ts'
import { everyWay } from '../../helpers/everyWay.ts'
import { expectError } from '../transforms/expectError.ts'

const params = { m: tensor(Float64Array.of(1, 2, 3, 4), [2, 2]), s: 5 }

describe('flatten', () => {
  it('measures over the tree what was measured over a leaf', () => {
    const { updates } = everyWay(flatten(clipByBlockRms(1)), params, [
      { m: tensor(Float64Array.of(1, 1, 1, 1), [2, 2]), s: 1 },
    ])
    expect(updates.s).toBe(1)
    // The mean square of four 7 and a 2 is 40; of the leaves it is 49 and 4.
    const gradients = { m: tensor(Float64Array.of(7, 7, 7, 7), [2, 2]), s: 2 }
    expect(everyWay(flatten(clipByBlockRms(1)), params, [gradients]).updates.s).toBeCloseTo(2 / Math.sqrt(40), 12)
    expect(everyWay(clipByBlockRms(1), params, [gradients]).updates.s).toBeCloseTo(1, 12)
  })

  it('has one axis: no rows to centralize, one unit to clip', () => {
    expect(everyWay(flatten(centralize()), params, [params]).updates).toEqual(params)
    // ‖θ‖ = √55 and ‖u‖ = 2√55.
    const twice = { m: tensor(Float64Array.of(2, 4, 6, 8), [2, 2]), s: 10 }
    expect(everyWay(flatten(adaptiveGradClip(0.5)), params, [twice]).updates.s).toBeCloseTo(2.5, 12)
  })

  it('takes each element for a slice of its own where no axis of a vector is reduced', () => {
    const measured = transformation(
      {
        name: 'measured',
        options: {},
        state: {},
        rule: ({ update }) => ({
          update: mul(
            mul(reduceSumOfSquares(update, exceptFirst), size(exceptFirst)),
            mul(mul(reduceSum(update, exceptFirst), rank()), size('leaf')),
          ),
        }),
      },
      () => ({}),
    )
    // x²·1·x·1·5
    const { updates } = everyWay(flatten(measured()), params, [params])
    expect([...updates.m.data, updates.s]).toEqual([5, 40, 135, 320, 625])
  })

  it('sets one flag for all leaves', () => {
    const { state } = everyWay(flatten(zeroNans()), params, [{ ...params, s: NaN }])
    expect(state).toMatchObject({ innerState: { foundNan: { m: true, s: true } } })
  })

  it('changes nothing that is computed element by element or over the tree, nor how many passes that takes', () => {
    const inner = chain(clipByGlobalNorm(1), adam(0.1))
    const plain = everyWay(inner, params, [params, params])
    const flat = everyWay(flatten(inner), params, [params, params])
    expect(flat.updates).toEqual(plain.updates)
    expect(flat.state).toEqual({ innerState: plain.state })
    expect(compose(flatten(inner).definition).update).toBe(compose(inner.definition).update)
  })

  it('reaches through chains, guards and masks', () => {
    const inner = applyIfFinite(chain(masked(clipByBlockRms(1), { s: true, m: false })), 1)
    const flat = everyWay(flatten(inner), params, [{ ...params, s: 4 }])
    expect(flat.updates).toEqual({ ...params, s: 1 })
    expect(formula(flatten(clipByBlockRms(1)))).toContain('tree')
    expect(formula(flatten(clipByBlockRms(1)))).not.toContain('leaf')
  })

  it('keeps for each element what a vector keeps for each slice, and one number where it has one slice', () => {
    const gradients = { ...params, s: 4 }
    const [factored, whole] = [true, false].map((each) =>
      everyWay(flatten(scaleByFactoredRms({ factored: each, minDimSizeToFactor: 0 })), params, [params, gradients]),
    )
    expect(factored.state).toMatchObject({ innerState: { factored: { vRow: { s: null } }, whole: { v: { m: null } } } })
    const [got, wanted] = [factored, whole].map(({ updates }) => updates.m.data)
    got.forEach((number, i) => expect(number).toBeCloseTo(wanted[i], 6))
  })

  it('refuses an axis that a vector does not have', () => {
    expectError(() => flatten(adaptiveGradClip(0.5, { axis: 1 })), 'shape-mismatch', 'adaptiveGradClip', 'no axis 1')
  })
})
