// @ts-check
import { adamKernel } from '../handwritten/adamKernel.js'
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { contender, isPresent } from '../harness/contender.js'
import { fill } from '../harness/fill.js'
import { measure } from '../harness/measure.js'
import { ratio, timeRows } from '../harness/report.js'
import { handContender, residentContender, startingParams } from './resident.js'
import { exponential, HAND, OPTAX, OPTFUSE, TORCH } from './suite.js'

/**
 * How the cost of a resident Adam step grows with the number of parameters, beside native code of the same size.
 *
 * @param {readonly number[]} sizes
 * @returns {import('./suite.js').Suite}
 */
export const linear = (sizes) => ({
  name: 'linear',
  title: 'Cost of a resident Adam step by size',
  run: async (context) => {
    const rows = []
    const checks = []
    /** @type {[number, number][]} */
    const points = []
    for (const size of sizes) {
      const grads = fill(new Float32Array(size), 1)
      const [ours, hand, torch, optax] = [OPTFUSE, HAND, TORCH, OPTAX].map((name) => `${name}, ${exponential(size)}`)
      const candidates = [
        await contender(ours, async () => {
          const optfuse = await context.optfuse()
          return residentContender(optfuse, optfuse.adam(hyperparameters.learningRate), startingParams(size), grads)
        }),
        await contender(hand, async () => handContender(await adamKernel(size), grads)),
        await contender(torch, async () => (await context.python()).contender('torch-adam', size)),
        await contender(optax, async () => (await context.python()).contender('optax-adam', size)),
      ]
      const present = candidates.filter(isPresent)
      const samples = await measure(present, { ...context.effort, budgetMs: context.effort.budgetMs / 3 })
      for (const { dispose } of present) await dispose?.()
      const timings = timeRows(candidates, samples)
      rows.push(...timings)
      const ms = timings[0].ms
      if (ms) points.push([size, ms.median])
      const nanoseconds = { what: `${ours}: time a parameter`, unit: ' ns' }
      checks.push(
        ms
          ? { ...nanoseconds, value: (ms.median * 1e6) / size, spread: ms.spread }
          : { ...nanoseconds, skipped: timings[0].skipped ?? 'not measured' },
        ...[hand, torch, optax].map((name) => ratio(candidates, samples, ours, name)),
      )
    }
    return { rows, checks: [...exponents(points), ...checks] }
  },
})

/**
 * Cost = size ^ exponent, by least squares on logarithms: 1 is linear. It may come out a little lower, as a fixed cost per
 * call weighs on the small sizes, or higher, as the large ones leave the caches.
 *
 * @param {readonly [number, number][]} points
 * @returns {import('../harness/report.js').Check[]}
 */
function exponents(points) {
  const what = 'exponent of growth'
  if (points.length < 2) return [{ what, unit: '', target: { most: 1.1 }, skipped: `no ${OPTFUSE}` }]
  const logs = points.map(([size, ms]) => [Math.log(size), Math.log(ms)])
  const mean = (/** @type {number} */ axis) => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length
  const [x, y] = [mean(0), mean(1)]
  const covariance = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
  const variance = logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
  return [{ what, value: covariance / variance, unit: '', target: { most: 1.1 } }]
}
