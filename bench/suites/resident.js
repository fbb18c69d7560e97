// @ts-check
import { adamKernel } from '../handwritten/adamKernel.js'
import { clipAdamwKernel } from '../handwritten/clipAdamwKernel.js'
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { contender, isPresent, timed } from '../harness/contender.js'
import { fill } from '../harness/fill.js'
import { measure } from '../harness/measure.js'
import { ratio, timeRows } from '../harness/report.js'
import { jaxAdam } from '../peers/jax.js'
import { tfjsAdam } from '../peers/tfjs.js'
import { exponential, HAND, OPTAX, OPTFUSE, TORCH } from './suite.js'

const JAX = 'jax-js, fused under jit (wasm)'
const TFJS_WASM = 'TensorFlow.js (wasm)'
const TFJS_CPU = 'TensorFlow.js (cpu)'

/** TensorFlow.js's cpu backend takes half a second for a million parameters. */
const LARGEST_FOR_TFJS_CPU = 1e6

/**
 * @typedef {typeof import('../../dist/index.js')} Optfuse
 * @typedef {import('../harness/context.js').Context} Context
 * @typedef {import('../harness/report.js').Candidate} Candidate
 */

/**
 * Adam in place, against everyone.
 *
 * @param {number} size
 * @returns {import('./suite.js').Suite}
 */
export const residentAdam = (size) => ({
  name: `adam-${exponential(size)}`,
  title: `Adam, resident, ${exponential(size)} float32 parameters`,
  run: async (context) => {
    const grads = fill(new Float32Array(size), 1)
    const params = () => startingParams(size)
    const peer = (/** @type {string} */ name, /** @type {Parameters<typeof contender>[1]} */ make) =>
      contender(name, () => {
        context.needPeers()
        return make()
      })
    const candidates = [
      await contender(OPTFUSE, async () => {
        const optfuse = await context.optfuse()
        return residentContender(optfuse, optfuse.adam(hyperparameters.learningRate), params(), grads)
      }),
      await contender(HAND, async () => handContender(await adamKernel(size), grads)),
      await peer(JAX, () => jaxAdam(params(), grads)),
      await peer(TFJS_WASM, () => tfjsAdam('wasm', params(), grads)),
      await peer(TFJS_CPU, async () => {
        if (size > LARGEST_FOR_TFJS_CPU) throw new Error('too slow at this size')
        return { ...(await tfjsAdam('cpu', params(), grads)), maxRounds: context.quick ? 1 : 3 }
      }),
      await peer(TORCH, async () => (await context.python()).contender('torch-adam', size)),
      await peer(OPTAX, async () => (await context.python()).contender('optax-adam', size)),
    ]
    const targets = /** @type {const} */ ([
      [OPTFUSE, HAND, { most: 1.25 }],
      [OPTFUSE, TORCH, { most: 1 }],
      [OPTFUSE, OPTAX, { most: 1 }],
      [JAX, OPTFUSE, { least: 5 }],
      [TFJS_WASM, OPTFUSE, { least: 10 }],
      ...(size > LARGEST_FOR_TFJS_CPU ? [] : /** @type {const} */ ([[TFJS_CPU, OPTFUSE, { least: 200 }]])),
    ])
    return race(context, candidates, targets)
  },
})

/**
 * Clipping by global norm, then AdamW, in place.
 *
 * @param {number} size
 * @returns {import('./suite.js').Suite}
 */
export const residentClipAdamw = (size) => ({
  name: `clip-adamw-${exponential(size)}`,
  title: `Clipping by global norm and AdamW, resident, ${exponential(size)} float32 parameters`,
  run: async (context) => {
    const grads = fill(new Float32Array(size), 1)
    const candidates = [
      await contender(OPTFUSE, async () => {
        const optfuse = await context.optfuse()
        return residentContender(optfuse, clipAdamw(optfuse), startingParams(size), grads)
      }),
      await contender(HAND, async () => handContender(await clipAdamwKernel(size), grads)),
      await contender(TORCH, async () => (await context.python()).contender('torch-clip-adamw', size)),
      await contender(OPTAX, async () => (await context.python()).contender('optax-clip-adamw', size)),
    ]
    return race(context, candidates, [
      [OPTFUSE, HAND, { most: 1.4 }],
      [OPTFUSE, TORCH, { most: 1 }],
      [OPTFUSE, OPTAX, { most: 1 }],
    ])
  },
})

/** @param {number} size */
export const startingParams = (size) => fill(new Float32Array(size), 2)

/** @param {Optfuse} optfuse */
export function clipAdamw({ chain, clipByGlobalNorm, adamw }) {
  const { learningRate, weightDecay, maxNorm } = hyperparameters
  return chain(clipByGlobalNorm(maxNorm), adamw(learningRate, { weightDecay }))
}

/**
 * @param {Optfuse} optfuse
 * @param {any} optimizer
 * @param {Float32Array} params
 * @param {Float32Array} grads
 */
export function residentContender({ compile }, optimizer, params, grads) {
  const run = compile(optimizer, { w: params })
  run.grads.w.set(grads)
  return { sample: timed(() => run.step()), read: () => run.params.w.slice(), dispose: () => run.dispose() }
}

/**
 * @param {{ g: Float32Array, p: Float32Array, step: () => void }} kernel
 * @param {Float32Array} grads
 */
export function handContender(kernel, grads) {
  kernel.p.set(startingParams(kernel.p.length))
  kernel.g.set(grads)
  return { sample: timed(kernel.step), read: () => kernel.p.slice() }
}

/**
 * @param {Context} context
 * @param {Candidate[]} candidates
 * @param {readonly (readonly [string, string, import('../harness/report.js').Target])[]} targets
 * @returns {Promise<import('../harness/report.js').Report>}
 */
async function race(context, candidates, targets) {
  const present = candidates.filter(isPresent)
  const agreement = await compare(present)
  const samples = await measure(present, context.effort)
  for (const { dispose } of present) await dispose?.()
  return {
    rows: timeRows(candidates, samples),
    checks: [...targets.map(([slow, fast, target]) => ratio(candidates, samples, slow, fast, target)), ...agreement],
  }
}

/**
 * The greatest difference between anyone's parameters and the hand-written kernel's after three steps, so that a fast but
 * wrong contender is seen. Adam moves a parameter by about the learning rate, 1e-3, a step.
 *
 * @param {import('../harness/contender.js').Contender[]} present
 * @returns {Promise<import('../harness/report.js').Check[]>}
 */
async function compare(present) {
  /** @type {Map<string, Float32Array>} */
  const params = new Map()
  for (const { name, sample, read } of present) {
    if (read === undefined) continue
    await sample(2)
    params.set(name, await read())
  }
  const right = params.get(HAND)
  if (right === undefined) return []
  params.delete(HAND)
  return [...params].map(([name, theirs]) => ({
    what: `${name}: difference from ${HAND} after 3 steps`,
    value: theirs.reduce((most, value, i) => Math.max(most, Math.abs(value - right[i])), 0),
    unit: '',
    target: { most: name === OPTFUSE ? 0 : 1e-6 },
  }))
}
