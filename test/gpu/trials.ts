/** What is tried alike in Node and within a page: each gives what is wrong as text, or undefined. @module */
import {
  adamw,
  chain,
  clipByBlockRms,
  clipByGlobalNorm,
  compile,
  scale,
  trace,
  warmupCosineDecaySchedule,
  type AnyGradientTransformation,
} from '../../src/index.ts'
import { compileGpu } from '../../src/gpu/index.ts'
import type { GpuChoice } from '../../src/gpu/openBackend.ts'
import { disagreement, follow, toleranceOf } from './agreement.ts'
import { mixed, mixedGradients, noise } from './examples.ts'

type Trial = Promise<string | undefined>

/** Sizes around a block and around 2^16. */
export const delicateSizes = [1, 127, 1023, 1024, 1025, 4097, 2 ** 16 - 1, 2 ** 16, 2 ** 16 + 1] as const

/** Leaves of these sizes between two small ones. */
export const sizes = (each: readonly number[], choice: GpuChoice): Trial => {
  const leaves = (seed: number) =>
    Object.fromEntries([3, ...each, 2].map((size, i) => [`w${i}`, noise(size, seed + i)]))
  const opt = chain(clipByGlobalNorm(0.5), adamw(0.1, { weightDecay: 0.01 }))
  return follow(opt, leaves(1), [leaves(20), leaves(40)], choice)
}

/** Many leaves, some of them empty, reduced one by one and together. */
export const manyLeaves = (count: number, choice: GpuChoice): Trial => {
  const leaves = (seed: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`w${i}`, noise((i * 37) % 130, seed + i)]))
  const opt = chain(clipByBlockRms(0.5), clipByGlobalNorm(1), trace(0.9), scale(-0.1))
  return follow(opt, leaves(1), [leaves(1000), leaves(2000)], choice)
}

/** One step of so many elements; a float32 counts to 2²⁴, and an index that passes through one is wrong from there on. */
const oneStep = async (opt: AnyGradientTransformation, size: number, choice: GpuChoice): Trial => {
  const w = new Float32Array(size)
  for (let i = 0; i < size; i++) w[i] = i % 1021
  const [cpu, gpu] = [compile(opt, { w }), await compileGpu(opt, { w }, choice)]
  cpu.step({ w })
  await gpu.step({ w })
  const found = disagreement(await gpu.params(), cpu.params, 1e-5)
  gpu.dispose()
  cpu.dispose()
  return found
}

/** More than 2^24 elements. */
export const manyElements = (choice: GpuChoice): Trial =>
  oneStep(chain(clipByGlobalNorm(1e6), scale(-0.5)), 2 ** 24 + 3000, choice)

/** More than 2^24 numbers in an array in which four of each element lie side by side. */
export const manyEntries = (choice: GpuChoice): Trial =>
  oneStep(chain(trace(0.9), trace(0.5), trace(0.1)), 2 ** 22 + 3000, choice)

const schedule = warmupCosineDecaySchedule({ initValue: 0, peakValue: 0.1, warmupSteps: 5, decaySteps: 50 })

const scheduled = chain(clipByGlobalNorm(1), adamw(schedule, { weightDecay: 0.01 }))

/** A thousand steps beside the CPU engine, with a schedule. */
export const drift = async (choice: GpuChoice): Trial => {
  const params = { w: noise(300, 1) }
  const [cpu, gpu] = [compile(scheduled, params), await compileGpu(scheduled, params, choice)]
  for (let step = 0; step < 1000; step++) {
    const gradients = { w: noise(300, step % 7) }
    cpu.step(gradients)
    await gpu.step(gradients)
  }
  const found = disagreement(await gpu.params(), cpu.params, 1e-5)
  gpu.dispose()
  return found
}

/** From the CPU to the GPU and back, at each end in the middle of a schedule. */
export const moving = async (choice: GpuChoice): Trial => {
  const alone = compile(scheduled, mixed(1))
  const steps = (run: typeof alone): void => mixedGradients.forEach((gradients) => run.step(gradients))
  const first = compile(scheduled, mixed(1))
  steps(first)
  const one = first.snapshot()
  const gpu = await compileGpu(scheduled, one.params, { ...choice, state: one.state })
  for (const gradients of mixedGradients) await gpu.step(gradients)
  const two = await gpu.snapshot()
  gpu.dispose()
  const last = compile(scheduled, two.params, { state: two.state })
  steps(last)
  steps(alone)
  steps(alone)
  steps(alone)
  return two.state[1][0].count === 6
    ? disagreement(last.snapshot(), alone.snapshot(), 9 * toleranceOf(scheduled))
    : `a count of ${two.state[1][0].count} after six steps`
}
