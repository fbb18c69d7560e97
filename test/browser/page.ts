/** What runs within the page: each check gives what is wrong, or undefined. @module */
import fc from 'fast-check'
import { chain, clipByGlobalNorm, trace } from '../../src/index.ts'
import { loadGpuJs } from '../../src/gpu/gpuJs.ts'
import { compileGpu, type GpuMode } from '../../src/gpu/index.ts'
import { follow } from '../gpu/agreement.ts'
import { chainsFollow } from '../gpu/chains.ts'
import { mixed, mixedGradients, noise, rowCount, rows } from '../gpu/examples.ts'
import { wrongNorms } from '../gpu/norms.ts'
import { denormalOnGpu, operationNames, resultsOnGpu, wrongResults } from '../gpu/operations.ts'
import { delicateSizes, drift, manyElements, manyEntries, manyLeaves, moving, sizes } from '../gpu/trials.ts'

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
  /** What becomes of a denormal. */
  denormal: (mode: GpuMode): Promise<number> => denormalOnGpu({ mode }),
  /** Norms of very large and very small gradients. */
  norms: (mode: GpuMode): Promise<readonly string[]> => wrongNorms({ mode }),
  /** Random chains, as many as that. */
  chains: async (mode: GpuMode, settings: { readonly seed: number; readonly numRuns: number }) =>
    fc.asyncDefaultReportMessage(await fc.check(chainsFollow({ mode }), settings)),
  sizes: (mode: GpuMode) => sizes(delicateSizes, { mode }),
  manyLeaves: (mode: GpuMode) => manyLeaves(300, { mode }),
  manyElements: (mode: GpuMode) => manyElements({ mode }),
  /** On WebGL the numbers of an element share a texel. */
  manyEntries: () => manyEntries({ mode: 'webgpu' }),
  drift: (mode: GpuMode) => drift({ mode }),
  moving: (mode: GpuMode) => moving({ mode }),
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
