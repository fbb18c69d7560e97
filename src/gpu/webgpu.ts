/** Kernels on WebGPU. @module */
import {
  BLOCK,
  entriesOf,
  type Backend,
  type DeviceArray,
  type DeviceKernel,
  type Dialect,
  type KernelText,
  type Part,
  type Shape,
  type Upload,
} from './backend.ts'
import type { GpuJs, GpuJsArray, GpuJsContext, GpuJsInstance, GpuJsKernel } from './gpuJs.ts'

/** Values of the flags of a buffer, which the specification fixes. */
const usage = { mapRead: 1, copySource: 4, copyTarget: 8, storage: 128 } as const

const MAP_MODE_READ = 1

/** Numbers from which on a part is uploaded by itself rather than gathered with its neighbours. */
const LARGE_PART = 1 << 16

const dialect: Dialect = {
  element: (array, { components }, at) => ({
    fetch: undefined,
    number: (_, index) =>
      at === undefined
        ? components === 1
          ? `${array}[this.thread.x]`
          : `${array}[this.thread.x * ${components} + ${index}]`
        : components === 1
          ? `${array}[${at.block}][${at.column}]`
          : `${array}[${at.block}][${at.column} * ${components} + ${index}]`,
  }),
  entry: (array, { components }, entry) => ({
    fetch: undefined,
    number: (_, index) => (components === 1 ? `${array}[${entry}]` : `${array}[(${entry}) * ${components} + ${index}]`),
  }),
  block: () => `this.thread.x >> ${Math.log2(BLOCK)}`,
}

/** The handles of a buffer: flat for threads that read their own element, in rows of blocks for those that step. */
const arrayOf = (library: GpuJs, context: GpuJsContext, shape: Shape, buffer: GPUBuffer): DeviceArray => {
  const label = (output: readonly number[]): GpuJsArray =>
    new library.WebGPUBufferResult({ buffer, output, componentCount: 1, context, kernel: null })
  const flat = label([entriesOf(shape) * shape.components])
  const rows = shape.kind === 'elements' ? label([BLOCK * shape.components, shape.blocks]) : flat
  return { shape, buffer, handle: (reader) => (reader === 'steps' ? rows : flat) }
}

const byteLength = (shape: Shape): number => entriesOf(shape) * shape.components * 4

const makeUpload = (library: GpuJs, context: GpuJsContext, shape: Shape): Upload => {
  const { device } = context
  const buffer = device.createBuffer({
    size: byteLength(shape),
    usage: usage.storage | usage.copySource | usage.copyTarget,
  })
  let gathered: Float32Array<ArrayBuffer> | undefined
  const write = (at: number, data: Float32Array): void =>
    // The numbers may lie in shared memory, which writeBuffer accepts and its type does not say.
    device.queue.writeBuffer(buffer, at * 4, data as Float32Array<ArrayBuffer>)
  const writeParts = (parts: readonly Part[]): void => {
    if (parts.length === 0) return
    if (parts.length === 1) return write(parts[0].at, parts[0].data)
    gathered ??= new Float32Array(entriesOf(shape) * shape.components)
    let [from, to] = [0, 0]
    const flush = (): void => {
      if (to > from && gathered !== undefined) write(from, gathered.subarray(from, to))
    }
    for (const { at, data } of parts) {
      if (data.length >= LARGE_PART) write(at, data)
      else {
        // What lies between two parts is padding, which is always 0.
        if (at - to >= BLOCK) {
          flush()
          from = at
        }
        gathered.set(data, at)
        to = at + data.length
      }
    }
    flush()
  }
  return {
    array: arrayOf(library, context, shape, buffer),
    write: async (parts) => writeParts(parts),
    destroy: () => buffer.destroy(),
  }
}

/** By their texts, the compiled kernels of a device. */
const compiled = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>()

/** Hold on to a compiled kernel: browsers and Node compile the same text for the same device once while somebody does. */
const keep = (device: GPUDevice, { compiledSource, computePipeline }: GpuJsKernel['kernel']): void => {
  const known = compiled.get(device) ?? new Map<string, GPUComputePipeline>()
  compiled.set(device, known)
  if (compiledSource !== undefined && computePipeline !== undefined && !known.has(compiledSource)) {
    known.set(compiledSource, computePipeline)
  }
}

const makeKernel = (library: GpuJs, gpu: GpuJsInstance, context: GpuJsContext, text: KernelText): DeviceKernel => {
  const { source, reader, arrays, numbers, output } = text
  const kernel = gpu.createKernel(source, {
    output: [entriesOf(output)],
    pipeline: true,
    precision: 'single',
    tactic: 'precision',
    argumentTypes: Object.fromEntries([
      ...arrays.map(({ name }) => [name, 'Array']),
      ...numbers.map((name) => [name, 'Float']),
    ]),
  })
  let result: DeviceArray | undefined
  /** Build for this device: gpu.js asks for its own one while it begins to build, and only then. */
  const build = async (args: readonly unknown[]): Promise<void> => {
    const { acquire } = library.WebGPUContext
    library.WebGPUContext.acquire = () => Promise.resolve(context)
    try {
      await kernel.kernel.build(...args)
    } finally {
      library.WebGPUContext.acquire = acquire
    }
    keep(context.device, kernel.kernel)
  }
  return {
    run: async (given, values) => {
      const args = [...given.map((array) => array.handle(reader)), ...values]
      if (result === undefined) await build(args)
      const handle = await kernel(...args)
      // The kernel keeps its buffer; the handle would only count as one more user of it.
      handle.delete()
      return (result ??= arrayOf(library, context, output, bufferOf(handle)))
    },
    destroy: () => {
      kernel.destroy()
      result?.buffer?.destroy()
    },
  }
}

const bufferOf = ({ buffer }: GpuJsArray): GPUBuffer => {
  if (buffer === undefined) throw new TypeError('gpu.js gave a result without a buffer.')
  return buffer
}

const readArray = async (device: GPUDevice, { shape, buffer }: DeviceArray): Promise<Float32Array> => {
  const size = byteLength(shape)
  if (buffer === undefined) return new Float32Array(0)
  const staging = device.createBuffer({ size, usage: usage.mapRead | usage.copyTarget })
  try {
    const encoder = device.createCommandEncoder()
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, size)
    device.queue.submit([encoder.finish()])
    await staging.mapAsync(MAP_MODE_READ, 0, size)
    return new Float32Array(staging.getMappedRange(0, size).slice(0))
  } finally {
    staging.destroy()
  }
}

/** The engine's view of a WebGPU device. */
export const webgpuBackend = (library: GpuJs, gpu: GpuJsInstance, context: GpuJsContext): Backend => {
  const { device } = context
  return {
    mode: 'webgpu',
    dialect,
    device,
    maxEntries: (components) =>
      Math.floor(Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize) / (4 * components)),
    upload: (shape) => makeUpload(library, context, shape),
    kernel: (text) => makeKernel(library, gpu, context, text),
    read: (array) => readArray(device, array),
    settle: () => device.queue.onSubmittedWorkDone().then(() => undefined),
    isLost: () => context.isLost,
  }
}
