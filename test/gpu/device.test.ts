import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import {
  adam,
  adamw,
  applyIfFinite,
  chain,
  clipByGlobalNorm,
  compile,
  scaleByLearningRate,
  sgd,
  trace,
  warmupCosineDecaySchedule,
} from '../../src/index.ts'
import { loadGpuJs } from '../../src/gpu/gpuJs.ts'
import { compileGpu, setUpNodeGpu } from '../../src/gpu/index.ts'
import { noGpuInNode } from './available.ts'
import { noise } from './examples.ts'

/** Flags of buffers, whose values the specification fixes. */
const [MAP_READ, COPY_SRC, COPY_DST] = [1, 4, 8]

/** A device of one's own. */
const makeDevice = async (): Promise<GPUDevice> => {
  const adapter = await navigator.gpu.requestAdapter()
  if (adapter === null) throw new Error('no adapter')
  return adapter.requestDevice()
}

/** What a run of Node with --expose-gc has as `gc`. */
const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}

interface Counts {
  readonly alive: () => number
  readonly bytes: () => number
  /** Buffers that were made for reading back. */
  readonly readBack: () => number
  /** Shaders that were compiled. */
  readonly shaders: () => number
}

/** The buffers of a device that are alive, and what else it was asked for. */
const count = (device: GPUDevice): Counts => {
  const alive = new Set<GPUBuffer>()
  let [readBack, shaders] = [0, 0]
  const createModule = device.createShaderModule.bind(device)
  device.createShaderModule = (descriptor) => {
    shaders++
    return createModule(descriptor)
  }
  const create = device.createBuffer.bind(device)
  device.createBuffer = (descriptor) => {
    if ((descriptor.usage & MAP_READ) !== 0) readBack++
    const buffer = create(descriptor)
    const destroy = buffer.destroy.bind(buffer)
    alive.add(buffer)
    buffer.destroy = () => {
      alive.delete(buffer)
      return destroy()
    }
    return buffer
  }
  return {
    alive: () => alive.size,
    bytes: () => [...alive].reduce((sum, { size }) => sum + size, 0),
    readBack: () => readBack,
    shaders: () => shaders,
  }
}

const opt = chain(clipByGlobalNorm(1), adam(0.1))

describe.skipIf(noGpuInNode !== undefined)('the memory of a run', () => {
  it('is the same after 2000 steps, and none after dispose', async () => {
    const device = await makeDevice()
    const { alive, bytes } = count(device)
    const params = { w: noise(1100, 1) }
    const run = await compileGpu(adam(0.1), params, { device })
    const steps = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i++) await run.step(params)
      await run.snapshot()
      collectGarbage()
    }
    await steps(500)
    const [buffers, held, resident] = [alive(), bytes(), process.memoryUsage().rss]
    await steps(2000)
    expect([alive(), bytes()]).toEqual([buffers, held])
    // What the process holds goes up and down by tens of megabytes; the buffers say it more sharply.
    expect(process.memoryUsage().rss - resident).toBeLessThan(100 * 2 ** 20)
    run.dispose()
    expect(alive()).toBe(0)
    device.destroy()
  })
})

describe.skipIf(noGpuInNode !== undefined)('a step', () => {
  const params = { w: noise(3000, 1) }
  const warmUp = warmupCosineDecaySchedule({ initValue: 0, peakValue: 0.1, warmupSteps: 3, decaySteps: 9 })
  const clipped = chain(clipByGlobalNorm(warmUp), adamw(warmUp, { b1: warmUp, weightDecay: warmUp }))

  it.each([
    ['compiles nothing anew and reads nothing back, with schedules and clipping', clipped, 0],
    ['behind a guard reads a number back, at the step that follows', applyIfFinite(clipped, 5), 5],
  ] as const)('%s', async (_, opt, reads) => {
    const device = await makeDevice()
    const { readBack, shaders } = count(device)
    const run = await compileGpu(opt, params, { device })
    // The first two steps compile the two copies of each kernel.
    for (let step = 0; step < 2; step++) await run.step(params)
    const before = [shaders(), readBack()]
    for (let step = 0; step < 5; step++) await run.step(params)
    expect([shaders(), readBack()]).toEqual([before[0], before[1] + reads])
    run.dispose()
    device.destroy()
  })
})

describe.skipIf(noGpuInNode !== undefined)('a device of one’s own', () => {
  it('gives gradients to the run and takes parameters from it without a way over the host', async () => {
    const device = await makeDevice()
    const run = await compileGpu(
      sgd(0.5, { momentum: 0.9 }),
      { a: Float32Array.of(1, 2), b: noise(3000, 1) },
      { device },
    )
    const mine = device.createBuffer({ size: 8, usage: COPY_SRC | COPY_DST })
    device.queue.writeBuffer(mine, 0, Float32Array.of(2, 4))
    const { buffer, offset, size } = run.grads.a
    const encoder = device.createCommandEncoder()
    encoder.copyBufferToBuffer(mine, 0, buffer, offset, size * 4)
    device.queue.submit([encoder.finish()])
    await run.step()

    const place = (await run.paramBuffers()).a
    const staging = device.createBuffer({ size: 8, usage: MAP_READ | COPY_DST })
    const back = device.createCommandEncoder()
    back.copyBufferToBuffer(place.buffer, place.offset, staging, 0, 8)
    device.queue.submit([back.finish()])
    await staging.mapAsync(1)
    expect(new Float32Array(staging.getMappedRange())).toEqual(Float32Array.of(0, 0))
    expect(await run.params()).toEqual({ a: Float32Array.of(0, 0), b: noise(3000, 1) })
    run.dispose()
    device.destroy()
  })

  it('may be that of an instance of gpu.js', async () => {
    const { GPU } = await loadGpuJs()
    const run = await compileGpu(sgd(1), { w: Float32Array.of(1) }, { gpu: new GPU({ mode: 'webgpu' }) })
    expect(run.reason).toBe('webgpu: asked for')
    await run.step({ w: Float32Array.of(3) })
    expect(await run.params()).toEqual({ w: Float32Array.of(-2) })
    run.dispose()
    await expect(compileGpu(sgd(1), { w: Float32Array.of(1) }, { gpu: new GPU({ mode: 'cpu' }) })).rejects.toThrow(
      "kernels run in mode 'webgpu' or 'webgl2', or 'auto' for either, got 'cpu'.",
    )
  })

  it('may be lost: steps reject, the snapshot stays, and restore goes on elsewhere', async () => {
    const [device, other] = [await makeDevice(), await makeDevice()]
    const params = { w: Float32Array.of(1, 2, 3) }
    const cpu = compile(opt, params)
    const run = await compileGpu(opt, params, { device })
    await run.step(params)
    cpu.step(params)
    const snapshot = await run.snapshot()
    device.destroy()
    await device.lost
    const lost = /^the GPU device was lost, and with it what was computed since the last snapshot; go on with/
    await expect(run.step(params)).rejects.toThrow(lost)
    await expect(Promise.all([run.step(params), run.params()])).rejects.toThrow(lost)
    await run.restore(snapshot, { device: other })
    await run.step(params)
    cpu.step(params)
    const { params: after, state } = await run.snapshot()
    expect(state[1][0].count).toBe(2)
    after.w.forEach((value, i) => expect(value).toBeCloseTo(cpu.params.w[i], 6))
    run.dispose()
    other.destroy()
  })

  it('may be lost while a step is under way', async () => {
    const device = await makeDevice()
    const params = { w: noise(100_000, 1) }
    const run = await compileGpu(opt, params, { device })
    const pending = Promise.allSettled(Array.from({ length: 20 }, () => run.step(params)))
    device.destroy()
    const outcomes = await pending
    expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'device-lost' } })
    run.dispose()
  })
})

describe.skipIf(noGpuInNode !== undefined)('what a run refuses', () => {
  it('float64 leaves, by their paths', async () => {
    await expect(compileGpu(opt, { layer: { w: Float64Array.of(1) } })).rejects.toThrow(
      'at layer.w: a GPU computes in float32 and this leaf is float64; make it a Float32Array, or use the CPU engine, compile(opt, params).',
    )
    await expect(compileGpu(opt, { b: 1 })).rejects.toThrow(/^at b: .* this leaf is a number, which is float64/)
  })

  it('gradients that do not fit, before anything is computed', async () => {
    const run = await compileGpu(sgd(1), { w: Float32Array.of(1, 2) })
    await expect(run.step({ w: Float32Array.of(1) })).rejects.toMatchObject({ code: 'shape-mismatch', path: 'w' })
    expect(await run.snapshot()).toEqual({
      params: { w: Float32Array.of(1, 2) },
      state: [{}, { count: 0 }],
    })
    run.dispose()
  })

  it('more elements than an array of the device holds', async () => {
    const adapter = await navigator.gpu.requestAdapter()
    const device = await adapter?.requestDevice()
    // The least that every device allows is 128 MiB: three numbers each for 11 million elements.
    await expect(
      compileGpu(adam(0.1), { w: new Float32Array(12_000_000) }, device === undefined ? {} : { device }),
    ).rejects.toThrow(
      /^12000000 elements need an array of 12000256 entries with 3 numbers each; this device allows 11184810\. Use the CPU engine/,
    )
    device?.destroy()
  })

  it('a Node without an adapter, saying why where the package says so', async () => {
    await expect(setUpNodeGpu(['backend=d3d12'])).rejects.toThrow(
      /^the npm package webgpu found no GPU adapter; install a driver with Vulkan, .* or use the CPU engine: compile\(opt, params\)\.$/,
    )
    await expect(setUpNodeGpu(['adapter=none of that name'])).rejects.toThrow(
      /^the npm package webgpu found no GPU adapter \(no suitable backends found/,
    )
  })

  it('use after dispose', async () => {
    const run = await compileGpu(sgd(1), { w: Float32Array.of(1) })
    run.dispose()
    run.dispose()
    await expect(run.step({ w: Float32Array.of(1) })).rejects.toMatchObject({ code: 'disposed' })
    await expect(run.snapshot()).rejects.toMatchObject({ code: 'disposed' })
    expect(() => run.mode).toThrow('this run was disposed')
  })

  it('WebGL where there is none, saying what was tried', async () => {
    await expect(compileGpu(opt, { w: Float32Array.of(1) }, { mode: 'webgl2' })).rejects.toThrow(
      'no GPU can be used here; webgl2 was tried: there is no WebGL 2 context here. Or use the CPU engine: compile(opt, params).',
    )
  })

  it('every GPU where navigator.gpu is gone, with the way to it in Node', async () => {
    const { gpu } = navigator
    Object.defineProperty(navigator, 'gpu', { value: undefined, configurable: true })
    Reflect.deleteProperty(navigator, 'gpu')
    try {
      await expect(compileGpu(opt, { w: Float32Array.of(1) })).rejects.toThrow(
        /^no GPU can be used here; webgpu was tried: there is no navigator\.gpu; in Node, call "await setUpNodeGpu\(\)" of optfuse\/gpu first; webgl2 was tried: .*\. Or use the CPU engine: compile\(opt, params\)\.$/,
      )
    } finally {
      Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true })
    }
  })
})

describe.skipIf(noGpuInNode !== undefined)('the kernels of a run', () => {
  it('are shown with the formulas that they compute', async () => {
    const run = await compileGpu(chain(trace(0.9), scaleByLearningRate(0.5)), { w: Float32Array.of(1) })
    expect(run.mode).toBe('webgpu')
    expect(run.reason).toBe('webgpu: the first choice')
    expect(run.kernels).toEqual([
      {
        formulas: [
          "param' = param + (select(count == 0, 1, 1 - dampening) * gradient + decay * trace) * (-learningRate)",
          "trace' = select(count == 0, 1, 1 - dampening) * gradient + decay * trace",
        ],
        source: expect.stringMatching(
          /^function \(state0, gradient, u0, u1, u2\) \{\n(?: {2}const v\d+ = .*;\n)+ {2}return \[v\d+, v\d+\];\n\}$/,
        ),
        reads: ['state0', 'gradient', 'select(count == 0, 1, 1 - dampening)', 'decay', '-learningRate'],
        writes: 'state0',
      },
    ])
    run.dispose()
  })
})
