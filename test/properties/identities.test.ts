import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain } from '../../src/chain/chain.ts'
import { anyExample, anyParams, type Example } from '../../src/laws/index.ts'
import { adam } from '../../src/optimizers/adam.ts'
import { adamw } from '../../src/optimizers/adamw.ts'
import { nadam } from '../../src/optimizers/nadam.ts'
import { rmsprop } from '../../src/optimizers/rmsprop.ts'
import { sgd } from '../../src/optimizers/sgd.ts'
import { signSgd } from '../../src/optimizers/signSgd.ts'
import { flatten, globalNorm, treeMap } from '../../src/pytree/index.ts'
import type { AnyGradientTransformation } from '../../src/rule/index.ts'
import { applyEvery } from '../../src/transforms/applyEvery.ts'
import { biasCorrection } from '../../src/transforms/biasCorrection.ts'
import { clip } from '../../src/transforms/clip.ts'
import { clipByBlockRms } from '../../src/transforms/clipByBlockRms.ts'
import { clipByGlobalNorm } from '../../src/transforms/clipByGlobalNorm.ts'
import { ema } from '../../src/transforms/ema.ts'
import { identity } from '../../src/transforms/identity.ts'
import { momentum } from '../../src/transforms/momentum.ts'
import { normalizeByUpdateNorm } from '../../src/transforms/normalizeByUpdateNorm.ts'
import { scale } from '../../src/transforms/scale.ts'
import { scaleByLearningRate } from '../../src/transforms/scaleByLearningRate.ts'
import { scaleByRms } from '../../src/transforms/scaleByRms.ts'
import { trace } from '../../src/transforms/trace.ts'
import { distance, largest, numbersOf } from './numbersOf.ts'
import { seeded, settings } from './settings.ts'
import { descend, updatesOf } from './steps.ts'

const decay = fc.double({ min: 0, max: 0.99, noNaN: true })
const rate = fc.double({ min: 1e-4, max: 10, noNaN: true })
const special = anyExample()
const moderate = anyExample({ params: anyParams({ numbers: 'moderate' }), gradients: 'moderate', steps: 5 })

/** Every update is the same number; 0 and -0 are one number. */
const expectEqual = (
  a: AnyGradientTransformation,
  b: AnyGradientTransformation,
  { params, gradients }: Example,
): void => {
  const expected = updatesOf(b, params, gradients).flatMap(numbersOf)
  updatesOf(a, params, gradients)
    .flatMap(numbersOf)
    .forEach((x, i) => {
      if (x !== expected[i] && !(Number.isNaN(x) && Number.isNaN(expected[i]))) expect(x).toBe(expected[i])
    })
}

/** A row of gradients for one float64 array of parameters, far from overflow and underflow. */
const rows = (steps: number) =>
  fc.array(
    fc.array(
      fc.tuple(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.boolean()).map(([x, up]) => (up ? x : -x)),
      { minLength: 5, maxLength: 5 },
    ),
    { minLength: steps, maxLength: steps },
  )

const arrays = (list: readonly (readonly number[])[]): readonly Float64Array[] =>
  list.map((row) => Float64Array.from(row))

const params = new Float64Array(5)

/** The largest difference over all steps, relative to each number of `b`. */
const relativeError = (
  a: AnyGradientTransformation,
  b: AnyGradientTransformation,
  gradients: readonly Float64Array[],
): number => {
  const expected = updatesOf(b, params, gradients).flatMap(numbersOf)
  return updatesOf(a, params, gradients)
    .flatMap(numbersOf)
    .reduce(
      (most, x, i) => Math.max(most, x === expected[i] ? 0 : Math.abs(x - expected[i]) / Math.abs(expected[i])),
      0,
    )
}

describe(seeded('scaling'), () => {
  it('by a and then by b is scaling by ab, but for rounding', () => {
    fc.assert(
      fc.property(rate, rate, rows(1), (a, b, list) => {
        expect(relativeError(chain(scale(a), scale(-b)), scale(-a * b), arrays(list))).toBeLessThan(4e-16)
      }),
      settings(30),
    )
  })

  it('by a learning rate is scaling by minus that rate', () => {
    fc.assert(
      fc.property(rate, special, (a, at) => expectEqual(scaleByLearningRate(a), scale(-a), at)),
      settings(20),
    )
  })
})

describe(seeded('clipping'), () => {
  const limit = fc.double({ min: 1e-3, max: 10, noNaN: true })

  it('by the global norm bounds the norm, and again changes nothing more, gradients of 1e20 and denormals included', () => {
    fc.assert(
      fc.property(limit, special, (maxNorm, { params: tree, gradients }) => {
        const { def } = flatten(tree)
        const once = updatesOf(clipByGlobalNorm(maxNorm), tree, gradients)
        const twice = updatesOf(chain(clipByGlobalNorm(maxNorm), clipByGlobalNorm(maxNorm)), tree, gradients)
        once.forEach((updates, i) => {
          expect(globalNorm(updates)).toBeLessThanOrEqual(maxNorm * (1 + 1e-6))
          expect(distance(updates, twice[i])).toBeLessThanOrEqual(1e-6 * largest(updates))
          // The gradients of tied leaves are added up, so theirs are not comparable one by one.
          const tied = def.leaves.length < def.positions.length
          if (!tied && globalNorm(gradients[i]) <= maxNorm * (1 - 1e-6)) expect(updates).toEqual(gradients[i])
        })
      }),
      settings(60),
    )
  })

  it('every element bounds each, and again changes nothing', () => {
    fc.assert(
      fc.property(limit, special, (maxDelta, at) => {
        for (const updates of updatesOf(clip(maxDelta), at.params, at.gradients)) {
          expect(largest(updates)).toBeLessThanOrEqual(maxDelta * (1 + 1e-6))
        }
        expectEqual(chain(clip(maxDelta), clip(maxDelta)), clip(maxDelta), at)
      }),
      settings(30),
    )
  })

  it('every leaf by its root mean square bounds each', () => {
    fc.assert(
      fc.property(limit, special, (threshold, { params: tree, gradients }) => {
        for (const updates of updatesOf(clipByBlockRms(threshold), tree, gradients)) {
          treeMap((leaf) => {
            const numbers = numbersOf(leaf)
            const rms = Math.hypot(...numbers) / Math.sqrt(numbers.length || 1)
            expect(rms).toBeLessThanOrEqual(threshold * (1 + 1e-6))
            return leaf
          }, updates)
        }
      }),
      settings(30),
    )
  })

  it('is not what normalizing does, which gives the norm asked for whatever it was', () => {
    fc.assert(
      fc.property(limit, rows(2), (norm, list) => {
        for (const updates of updatesOf(normalizeByUpdateNorm({ scaleFactor: norm }), params, arrays(list))) {
          expect(globalNorm(updates)).toBeCloseTo(norm, 4)
        }
      }),
      settings(20),
    )
  })
})

describe(seeded('with an option switched off'), () => {
  it('adamw without decay is adam', () => {
    fc.assert(
      fc.property(rate, decay, decay, moderate, (lr, b1, b2, at) =>
        expectEqual(adamw(lr, { b1, b2, weightDecay: 0 }), adam(lr, { b1, b2 }), at),
      ),
      settings(20),
    )
  })

  it('sgd with momentum 0 is sgd without, Nesterov or not', () => {
    fc.assert(
      fc.property(rate, fc.boolean(), moderate, (lr, nesterov, at) =>
        expectEqual(sgd(lr, { momentum: 0, nesterov }), sgd(lr), at),
      ),
      settings(20),
    )
  })

  it('handing out every step is the identity', () => {
    fc.assert(
      fc.property(special, (at) => expectEqual(applyEvery(1), identity(), at)),
      settings(20),
    )
  })

  it('adam looking ahead is nadam', () => {
    fc.assert(
      fc.property(rate, moderate, (lr, at) => expectEqual(adam(lr, { nesterov: true }), nadam(lr), at)),
      settings(10),
    )
  })

  it('rmsprop without memory and eps goes by the sign', () => {
    fc.assert(
      fc.property(rate, rows(4), (lr, list) => {
        expect(relativeError(rmsprop(lr, { decay: 0, eps: 0 }), signSgd(lr), arrays(list))).toBeLessThan(1e-15)
      }),
      settings(30),
    )
  })
})

describe(seeded('taken apart'), () => {
  it('adam is momentum over the root mean square of the gradient, bias corrected, with the epsilon-hat of the paper', () => {
    const options = fc.record({
      b1: decay,
      b2: fc.double({ min: 0.5, max: 0.9999, noNaN: true }),
      eps: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(rate, options, rows(60), (lr, { b1, b2, eps }, list) => {
        const epsHat = (count: number): number => eps * Math.sqrt(1 - b2 ** (count + 1))
        const parts = chain(
          momentum(b1),
          scaleByRms({ decay: b2, eps: epsHat, epsInSqrt: false, of: 'gradient' }),
          biasCorrection(b1, b2),
          scaleByLearningRate(lr),
        )
        const gradients = arrays(list)
        const expected = updatesOf(adam(lr, { b1, b2, eps }), params, gradients)
        // Momentum cancels, so the error is relative to the largest step and not to each.
        updatesOf(parts, params, gradients).forEach((updates, i) => {
          expect(distance(updates, expected[i])).toBeLessThanOrEqual(1e-12 * lr)
        })
      }),
      settings(10),
    )
  })

  it('momentum is a trace scaled by what its decay leaves', () => {
    fc.assert(
      fc.property(decay, rows(20), (d, list) => {
        const gradients = arrays(list)
        const expected = updatesOf(chain(trace(d), scale(1 - d)), params, gradients)
        updatesOf(momentum(d), params, gradients).forEach((updates, i) =>
          expect(distance(updates, expected[i])).toBeLessThanOrEqual(1e-12 * largest(...gradients)),
        )
      }),
      settings(20),
    )
  })

  it('the first debiased average is the gradient itself', () => {
    fc.assert(
      fc.property(decay, rows(1), (d, list) => {
        expect(relativeError(ema(d), identity(), arrays(list))).toBeLessThan(1e-13)
      }),
      settings(20),
    )
  })

  it('Nesterov’s step is the gradient and the plain trace taken once more', () => {
    fc.assert(
      fc.property(decay, rows(20), (d, list) => {
        const gradients = arrays(list)
        const plain = updatesOf(trace(d), params, gradients).map(numbersOf)
        updatesOf(trace(d, { nesterov: true }), params, gradients).forEach((updates, step) => {
          expect(numbersOf(updates)).toEqual(plain[step].map((v, i) => gradients[step][i] + d * v))
        })
      }),
      settings(20),
    )
  })
})

describe(seeded('as in mechanics'), () => {
  it('under a constant gradient, momentum reaches 1/(1 - decay) times the plain step', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (d, g) => {
          const gradients = Array.from({ length: 800 }, () => ({ w: g }))
          const velocity = updatesOf(trace(d), { w: 0 }, gradients).at(-1)
          expect(numbersOf(velocity)[0] / (g / (1 - d))).toBeCloseTo(1, 9)
        },
      ),
      settings(5),
    )
  })

  it('Nesterov descent is the method of 1983, seen from the point that looks ahead', () => {
    fc.assert(
      fc.property(
        decay,
        fc.double({ min: 0.01, max: 0.3, noNaN: true }),
        fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true })),
        (d, lr, [x, y]) => {
          const curvature = { x: 1, y: 4 }
          type Point = { readonly x: number; readonly y: number }
          const slope = (at: Point): Point => ({ x: curvature.x * at.x, y: curvature.y * at.y })
          const visited = descend(sgd(lr, { momentum: d, nesterov: true }), { x, y }, slope, 25)
          // θ and v of v' = d·v + ∇f(θ - lr·d·v), θ' = θ - lr·v'; the descent visits θ - lr·d·v.
          let [theta, v] = [
            { x, y },
            { x: 0, y: 0 },
          ]
          for (const at of visited) {
            const ahead = { x: theta.x - lr * d * v.x, y: theta.y - lr * d * v.y }
            expect(Math.abs(at.x - ahead.x) + Math.abs(at.y - ahead.y)).toBeLessThanOrEqual(1e-11)
            const g = slope(ahead)
            v = { x: d * v.x + g.x, y: d * v.y + g.y }
            theta = { x: theta.x - lr * v.x, y: theta.y - lr * v.y }
          }
        },
      ),
      settings(20),
    )
  })
})
