// @ts-check
import { contender, isPresent, timed } from '../harness/contender.js'
import { fill } from '../harness/fill.js'
import { measure } from '../harness/measure.js'

/**
 * @typedef {import('../harness/report.js').Candidate} Candidate
 * @typedef {{ readonly [name: string]: Float32Array | Leaves }} Leaves
 */

/** The two ways of taking a step. */
export const ways = /** @type {const} */ (['resident', 'pure'])

/**
 * A record of leaves.
 *
 * @param {number} count
 * @param {number} elements
 * @param {number} seed
 * @returns {Record<string, Float32Array>}
 */
export const leaves = (count, elements, seed) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, leaf) => [`w${leaf}`, fill(new Float32Array(elements), seed + leaf)]),
  )

/**
 * One optimizer on one tree, resident and pure: two contenders, the gradients lying ready.
 *
 * @param {import('../harness/context.js').Context} context
 * @param {string} name
 * @param {(optfuse: any) => any} make
 * @param {(seed: number) => Leaves} tree
 * @returns {Promise<Candidate[]>}
 */
export async function bothWays(context, name, make, tree) {
  return [
    await contender(`${name}, resident`, async () => {
      const optfuse = await context.optfuse()
      const run = optfuse.compile(make(optfuse), tree(1))
      run.step(tree(1000))
      return { sample: timed(() => run.step()), dispose: () => run.dispose() }
    }),
    await contender(`${name}, pure`, async () => {
      const opt = make(await context.optfuse())
      const [params, grads] = [tree(1), tree(1000)]
      let state = opt.init(params)
      return { sample: timed(() => ([, state] = opt.update(grads, state, params))) }
    }),
  ]
}

/**
 * Times the contenders and lets go of them.
 *
 * @param {import('../harness/context.js').Context} context
 * @param {readonly Candidate[]} candidates
 */
export async function timeAll(context, candidates) {
  const present = candidates.filter(isPresent)
  const samples = await measure(present, context.effort)
  for (const { dispose } of present) await dispose?.()
  return samples
}
