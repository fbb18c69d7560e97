/** What runs within the page: each check gives what is wrong, or undefined. @module */
import { adam, chain, clipByGlobalNorm, compile, scale, trace } from '../../src/index.ts'
import { loadGpuJs } from '../../src/gpu/gpuJs.ts'
import { compileGpu } from '../../src/gpu/index.ts'
import { disagreement, follow, toleranceOf } from '../gpu/agreement.ts'
import { mixed, mixedGradients, noise, rowCount, rows } from '../gpu/examples.ts'
import { operationNames, resultsOnGpu, wrongResults } from '../gpu/operations.ts'
import type { GpuMode } from '../../src/gpu/index.ts'

/** Checks by name; arguments and results are JSON. */
const checks = {
  /** The first example of every row of the catalogue, in one call. */
  catalogue: async (mode: GpuMode): Promise<readonly string[]> => {
    const wrong: string[] = []
    for (const { title, make } of rows.slice(0, rowCount)) {
      const found = await follow(make(), mixed(1), mixedGradients, { mode }).catch(String)
      if (found !== undefined) wrong.push(`${title}: ${found}`)
    }
    return wrong
  },
  /** Every operation on ordinary and special numbers. */
  operations: async (mode: GpuMode): Promise<readonly string[]> => {
    const results = await resultsOnGpu({ mode })
    return operationNames.flatMap((name) => wrongResults(name, results[name]))
  },
  /** A WebGL context that is lost, and the run that goes on in another: what is wrong, step by step. */
  lostContext: async (): Promise<readonly unknown[]> => {
    const { GPU } = await loadGpuJs()
    const gpu = new GPU({ mode: 'webgl2' })
    const params = { w: Float32Array.of(1, 2) }
    const run = await compileGpu(trace(0.5), params, { gpu })
    await run.step(params)
    const snapshot = await run.snapshot()
    if (gpu.context instanceof WebGL2RenderingContext) gpu.context.getExtension('WEBGL_lose_context')?.loseContext()
    const refused = await run.step(params).then(String, (error: { readonly code: string }) => error.code)
    await run.restore(snapshot, { mode: 'webgl2' })
    await run.step(params)
    const { w } = await run.params()
    run.dispose()
    return [refused, ...w]
  },
  /** A chain with leaves around a block and above 2^16 elements. */
  sizes: (mode: GpuMode): Promise<string | undefined> => {
    const leaves = (seed: number) => ({
      a: noise(1023, seed),
      b: noise(1025, seed + 1),
      c: noise(2 ** 16 + 1, seed + 2),
    })
    return follow(chain(clipByGlobalNorm(1), adam(0.1)), leaves(1), [leaves(2), leaves(3)], { mode })
  },
  /** More elements than a float32 can count. */
  large: async (mode: GpuMode): Promise<string | undefined> => {
    const w = new Float32Array(2 ** 24 + 3000)
    for (let i = 0; i < w.length; i++) w[i] = i % 1021
    const opt = chain(clipByGlobalNorm(1e6), scale(-0.5))
    const [cpu, gpu] = [compile(opt, { w }), await compileGpu(opt, { w }, { mode })]
    cpu.step({ w })
    await gpu.step({ w })
    const found = disagreement(await gpu.params(), cpu.params, 1e-5)
    gpu.dispose()
    return found
  },
  /** From the CPU to the GPU and back. */
  moving: async (mode: GpuMode): Promise<string | undefined> => {
    const opt = chain(clipByGlobalNorm(1), adam(0.1))
    const alone = compile(opt, mixed(1))
    const gpu = await compileGpu(opt, mixed(1), { mode })
    for (const gradients of mixedGradients) {
      alone.step(gradients)
      await gpu.step(gradients)
    }
    const { params, state } = await gpu.snapshot()
    gpu.dispose()
    const last = compile(opt, params, { state })
    last.step(mixed(1))
    alone.step(mixed(1))
    return disagreement(last.snapshot(), alone.snapshot(), 4 * toleranceOf(opt))
  },
  /** How many WebGL textures and buffers a run holds after some steps, after many more, and after dispose. */
  textures: async (steps: number): Promise<readonly number[]> => {
    // Some are deleted twice.
    const alive = new Set<WebGLTexture>()
    const { prototype } = WebGL2RenderingContext
    const { createTexture, deleteTexture } = prototype
    prototype.createTexture = function () {
      const texture = createTexture.call(this)
      alive.add(texture)
      return texture
    }
    prototype.deleteTexture = function (texture) {
      if (texture !== null) alive.delete(texture)
      deleteTexture.call(this, texture)
    }
    const params = { w: noise(2000, 1) }
    const run = await compileGpu(chain(clipByGlobalNorm(1), trace(0.9)), params, { mode: 'webgl2' })
    const counts: number[] = []
    for (const count of [10, steps]) {
      for (let i = 0; i < count; i++) await run.step(params)
      await run.snapshot()
      counts.push(alive.size)
    }
    run.dispose()
    counts.push(alive.size)
    Object.assign(prototype, { createTexture, deleteTexture })
    return counts
  },
  /** Which API `auto` takes without a WebGPU adapter, then with one, and why; on a page that has not used it yet. */
  auto: async (): Promise<readonly string[]> => {
    const { gpu } = navigator
    Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: async () => null }, configurable: true })
    const without = await compileGpu(trace(0.9), { w: Float32Array.of(1) })
    Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true })
    const having = await compileGpu(trace(0.9), { w: Float32Array.of(1) })
    return [without.mode, without.reason, having.mode, having.reason]
  },
}

/** The checks, for what drives the page. */
export type Checks = typeof checks

Object.assign(globalThis, { checks })
