// @ts-check
/**
 * Adam on a GPU, or on the software one that the environment names: `node gpu.js <size> <effort as JSON>` prints the
 * milliseconds a step takes each contender, round by round, and how far they end from the CPU engine.
 */
import process from 'node:process'
import { adamThreeKernels } from '../handwritten/adamThreeKernels.js'
import { adamWgsl } from '../handwritten/adamWgsl.js'
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { fill } from '../harness/fill.js'
import { measure } from '../harness/measure.js'
import { loadOptfuse } from '../optfuse.js'

const SMALL = 1024

const size = Number(process.argv[2])
const effort = JSON.parse(process.argv[3])

const { adam, compile } = await loadOptfuse()
const { compileGpu, setUpNodeGpu } = await import('../../dist/gpu/index.js')
const unset = await setUpNodeGpu()
// @ts-ignore gpu.js is beside the library, not beside the benchmark, and its types lack what is used.
const { default: library } = await import('gpu.js')
const context = await library.WebGPUContext.acquire()
const { device } = context
const gpu = new library.GPU({ mode: 'webgpu' })
const opt = adam(hyperparameters.learningRate)

const data = (/** @type {number} */ n) => [fill(new Float32Array(n), 1), fill(new Float32Array(n), 2)]

/** Times until the device is done. @param {() => unknown} step */
const untilDone = (step) => async (/** @type {number} */ times) => {
  await step()
  await device.queue.onSubmittedWorkDone()
  const start = performance.now()
  for (let i = 0; i < times; i += 1) await step()
  await device.queue.onSubmittedWorkDone()
  return (performance.now() - start) / times
}

/** @param {GPUBuffer} buffer @param {number} n */
const read = async (buffer, n) => {
  const staging = device.createBuffer({ size: n * 4, usage: 1 | 8 })
  const encoder = device.createCommandEncoder()
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, n * 4)
  device.queue.submit([encoder.finish()])
  await staging.mapAsync(1)
  const numbers = new Float32Array(staging.getMappedRange().slice(0))
  staging.destroy()
  return numbers
}

/** @param {number} n */
async function packed(n) {
  const [w, grads] = data(n)
  const run = await compileGpu(opt, { w }, { device })
  await run.step({ w: grads })
  return { run, grads }
}

const [params, grads] = data(size)
const byHand = adamWgsl(device, params, grads)
const three = adamThreeKernels(library, gpu, context, params, grads)
const cpu = compile(opt, { w: params })
cpu.grads.w.set(grads)
const { run } = await packed(size)
byHand.step()
await three.step()
cpu.step()
for (let i = 0; i < 2; i += 1) {
  await run.step()
  byHand.step()
  await three.step()
  cpu.step()
}
const expected = cpu.params.w
const distance = (/** @type {ArrayLike<number>} */ numbers) =>
  expected.reduce((most, value, i) => Math.max(most, Math.abs(value - numbers[i])), 0)
const differences = {
  'optfuse/gpu': distance((await run.params()).w),
  'hand-written WGSL': distance(await read(byHand.params, size)),
  'three gpu.js kernels': distance(await read(three.params().buffer, size)),
}

/** Copies as much as the three streams of Adam hold: what the device can move. */
const streams = [128 | 8 | 4, 8 | 4].map((usage) => device.createBuffer({ size: size * 12, usage }))
const copy = () => {
  const encoder = device.createCommandEncoder()
  encoder.copyBufferToBuffer(streams[0], 0, streams[1], 0, size * 12)
  device.queue.submit([encoder.finish()])
}

const small = { hand: adamWgsl(device, ...data(SMALL)), ...(await packed(SMALL)) }
const samples = await measure(
  [
    { name: 'optfuse/gpu', sample: untilDone(() => run.step()) },
    { name: 'optfuse/gpu, gradients from the host', sample: untilDone(() => run.step({ w: grads })) },
    { name: 'hand-written WGSL', sample: untilDone(byHand.step) },
    { name: 'three gpu.js kernels', sample: untilDone(three.step) },
    { name: 'a copy of three streams', sample: untilDone(copy) },
    {
      name: 'optfuse on the CPU',
      sample: (times) => {
        const start = performance.now()
        for (let i = 0; i < times; i += 1) cpu.step()
        return (performance.now() - start) / times
      },
    },
    { name: `optfuse/gpu, ${SMALL} elements`, sample: untilDone(() => small.run.step()) },
    { name: `hand-written WGSL, ${SMALL} elements`, sample: untilDone(small.hand.step) },
  ],
  effort,
)
const { description, vendor, architecture } = context.adapter.info
console.log(
  JSON.stringify({
    samples: Object.fromEntries(samples),
    differences,
    device: description || `${vendor} ${architecture}`,
    isSoftware: /swiftshader|llvmpipe|lavapipe|warp/i.test(`${description} ${architecture}`),
  }),
)
for (const each of [run, small.run]) each.dispose()
for (const each of [byHand, small.hand, three, ...streams]) each.destroy()
device.destroy()
unset()
