import { describe, expect, it } from 'vitest'
import { withEngine } from '../../../src/define/withEngine.ts'
import { scaleByPolyak } from '../../../src/transforms/scaleByPolyak.ts'
import { drive } from './drive.ts'
import { expectError } from './expectError.ts'

/** The updates that a step with this loss gives. */
const step = (opt: ReturnType<typeof scaleByPolyak>, gradients: readonly number[], value: number): readonly number[] =>
  drive(opt, gradients, [gradients], [{ value }]).updates[0]

describe('scaleByPolyak', () => {
  it('divides the gap to the least loss by the squared norm over all leaves', () => {
    // (20 - 0)/(3² + 4²) = 0.8
    expect(step(scaleByPolyak(), [3, 4], 20)).toEqual([3 * 0.8, 4 * 0.8])
    // (20 - 10)/(25 + 15) = 0.25
    expect(step(scaleByPolyak({ fMin: 10, eps: 15 }), [3, 4], 20)).toEqual([0.75, 1])
  })

  it('steps no further than the largest step', () => {
    expect(step(scaleByPolyak({ maxLearningRate: 0.5 }), [3, 4], 1000)).toEqual([1.5, 2])
  })

  it('climbs below the least loss, or with sps+ stays where it is', () => {
    expect(step(scaleByPolyak({ fMin: 1 }), [1, 2], 0)).toEqual([-0.2, -0.4])
    expect(step(scaleByPolyak({ fMin: 1, variant: 'sps+' }), [1, 2], 0)).toEqual([0, 0])
  })

  it('takes no step where there is no slope', () => {
    expect(step(scaleByPolyak(), [0, 0], 3)).toEqual([0, 0])
  })

  it('makes every update NaN where the loss is NaN or a gradient is not finite', () => {
    expect(step(scaleByPolyak(), [1, 2], NaN)).toEqual([NaN, NaN])
    expect(step(scaleByPolyak(), [1, Infinity], 3)).toEqual([NaN, NaN])
    expect(step(scaleByPolyak(), [1, NaN], 3)).toEqual([NaN, NaN])
  })

  it('takes an infinite loss for one far away', () => {
    expect(step(scaleByPolyak({ maxLearningRate: 0.5 }), [1, 2], Infinity)).toEqual([0.5, 1])
  })

  it('measures float32 gradients whose squares overflow float32', () => {
    const gradients = { w: Float32Array.of(1e20) }
    for (const engine of ['reference', 'wasm'] as const) {
      const opt = withEngine(scaleByPolyak(), engine)
      // 1e20·1e20/1e40 = 1, up to the rounding of 1e20.
      expect(opt.update(gradients, opt.init(gradients), undefined, { value: 1e20 })[0].w[0]).toBeCloseTo(1, 6)
    }
  })

  it('refuses options out of range', () => {
    expectError(() => scaleByPolyak({ eps: -1 }), 'invalid-option', 'eps')
    expectError(() => scaleByPolyak({ maxLearningRate: -1 }), 'invalid-option', 'maxLearningRate')
    // @ts-expect-error there are two variants
    expectError(() => scaleByPolyak({ variant: 'sps++' }), 'invalid-option', 'variant')
  })
})
