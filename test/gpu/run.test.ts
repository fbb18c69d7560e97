import { describe, expect, it } from 'vitest'
import {
  adam,
  applyIfFinite,
  chain,
  clipByGlobalNorm,
  compile,
  injectHyperparams,
  setHyperparams,
  sgd,
  tensor,
  trace,
  zeroNans,
} from '../../src/index.ts'
import { compileGpu } from '../../src/gpu/index.ts'
import { disagreement, toleranceOf } from './agreement.ts'
import { noGpuInNode } from './available.ts'
import { mixed, mixedGradients } from './examples.ts'
import { drift, moving } from './trials.ts'

describe.skipIf(noGpuInNode !== undefined)('a run on the GPU', () => {
  it('takes a first step that can be worked out by hand', async () => {
    const run = await compileGpu(sgd(0.5, { momentum: 0.5 }), { w: Float32Array.of(1, 2) })
    await run.step({ w: Float32Array.of(1, -2) })
    await run.step({ w: Float32Array.of(1, 0) })
    // Traces 1, -2, then 1.5, -1.
    expect(await run.snapshot()).toEqual({
      params: { w: Float32Array.of(-0.25, 3.5) },
      state: [{ count: 2, trace: { w: Float32Array.of(1.5, -1) } }, { count: 2 }],
    })
    run.dispose()
  })

  it('goes from the CPU to the GPU and back in the middle, and ends where the CPU alone ends', async () => {
    expect(await moving({})).toBeUndefined()
  })

  it('drifts little from the CPU in a thousand steps', async () => {
    expect(await drift({})).toBeUndefined()
  })

  it('runs beside another one', async () => {
    const opts = [adam(0.1), chain(clipByGlobalNorm(1), trace(0.9))] as const
    const runs = await Promise.all(opts.map((opt) => compileGpu(opt, mixed(1))))
    await Promise.all(mixedGradients.map((gradients) => Promise.all(runs.map((run) => run.step(gradients)))))
    for (const [i, run] of runs.entries()) {
      const cpu = compile(opts[i], mixed(1))
      mixedGradients.forEach((gradients) => cpu.step(gradients))
      expect(disagreement(await run.snapshot(), cpu.snapshot(), 3 * toleranceOf(opts[i]))).toBeUndefined()
      run.dispose()
    }
  })

  it('carries out calls in their order, with the gradients as they were at the call', async () => {
    const run = await compileGpu(sgd(1), { w: Float32Array.of(0) })
    const gradients = { w: Float32Array.of(1) }
    const steps: Promise<void>[] = []
    for (const value of [1, 10, 100]) {
      gradients.w[0] = value
      steps.push(run.step(gradients))
    }
    gradients.w[0] = 1000
    const snapshot = run.snapshot()
    await Promise.all(steps)
    expect((await snapshot).params.w[0]).toBe(-111)
    run.dispose()
  })

  it('keeps what a snapshot holds from later steps', async () => {
    const run = await compileGpu(sgd(1), { w: Float32Array.of(1) })
    const { params } = await run.snapshot()
    await run.step({ w: Float32Array.of(1) })
    expect(params.w).toEqual(Float32Array.of(1))
    expect(await run.params()).toEqual({ w: Float32Array.of(0) })
    run.dispose()
  })

  it('keeps tied leaves one, and adds their gradients', async () => {
    const shared = Float32Array.of(1)
    const run = await compileGpu(sgd(1), { a: shared, b: shared })
    await run.step({ a: Float32Array.of(0.25), b: Float32Array.of(0.5) })
    const { a, b } = await run.params()
    expect(a).toEqual(Float32Array.of(0.25))
    expect(b).toBe(a)
    run.dispose()
  })

  it('skips a step that is not finite, and counts it, on numbers read back', async () => {
    const opt = applyIfFinite(adam(0.1), 5)
    const params = { w: Float32Array.of(1, 2) }
    const [cpu, gpu] = [compile(opt, params), await compileGpu(opt, params)]
    for (const value of [1, NaN, Infinity, 2]) {
      const gradients = { w: Float32Array.of(value, 1) }
      cpu.step(gradients)
      await gpu.step(gradients)
      expect(disagreement(await gpu.snapshot(), cpu.snapshot(), 1e-5)).toBeUndefined()
    }
    expect((await gpu.snapshot()).state.innerState[0].count).toBe(2)
    gpu.dispose()
  })

  it('tells of a flag only when asked, and of the right step', async () => {
    const run = await compileGpu(zeroNans(), { a: Float32Array.of(1), b: Float32Array.of(1) })
    await run.step({ a: Float32Array.of(NaN), b: Float32Array.of(1) })
    expect((await run.snapshot()).state.foundNan).toEqual({ a: true, b: false })
    await run.step({ a: Float32Array.of(NaN), b: Float32Array.of(1) })
    await run.step({ a: Float32Array.of(1), b: Float32Array.of(NaN) })
    expect(await run.snapshot()).toEqual({
      params: { a: Float32Array.of(2), b: Float32Array.of(3) },
      state: { foundNan: { a: false, b: true } },
    })
    run.dispose()
  })

  it('goes on from a state in which a number was set, with the kernels it has', async () => {
    const opt = injectHyperparams(sgd, { learningRate: 1 })
    const run = await compileGpu(opt, { w: Float32Array.of(0) })
    const one = { w: Float32Array.of(1) }
    await run.step(one)
    const { params, state } = await run.snapshot()
    await run.restore({ params, state: setHyperparams(state, { learningRate: 10 }) })
    await run.step(one)
    expect((await run.params()).w[0]).toBe(-11)
    run.dispose()
  })

  it('gives tensors back as tensors', async () => {
    const run = await compileGpu(sgd(1), { w: tensor(Float32Array.of(1, 2), [1, 2]) })
    await run.step({ w: tensor(Float32Array.of(1, 1), [1, 2]) })
    expect(await run.params()).toEqual({ w: tensor(Float32Array.of(0, 1), [1, 2]) })
    run.dispose()
  })
})
