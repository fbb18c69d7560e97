/** Kernels on WebGL 2: arrays are textures, one texel an entry. @module */
import {
  BLOCK,
  entriesOf,
  type Backend,
  type DeviceArray,
  type DeviceKernel,
  type Dialect,
  type KernelText,
  type Shape,
  type Upload,
} from './backend.ts'
import type { GpuJsArray, GpuJsInstance } from './gpuJs.ts'

/** The most rows of a layer; a texture of gpu.js with a single layer has one row of texels a row, at most as many as WebGL allows. */
const ROWS = 2048

/** The numbers a texel holds, used or not. */
const TEXEL = 4

const layersOf = (blocks: number): readonly [rows: number, layers: number] =>
  blocks <= ROWS ? [blocks, 1] : [ROWS, Math.ceil(blocks / ROWS)]

const outputOf = (shape: Shape): readonly number[] =>
  shape.kind === 'list' ? [shape.length] : [BLOCK, ...layersOf(shape.blocks)]

const blockOf = (blocks: number): string =>
  layersOf(blocks)[1] === 1 ? 'this.thread.y' : `this.thread.z * ${ROWS} + this.thread.y`

const fetched = (fetch: string, { components }: Shape): ReturnType<Dialect['element']> =>
  components === 1
    ? { fetch: undefined, number: () => fetch }
    : { fetch, number: (variable, index) => `${variable}[${index}]` }

const dialect: Dialect = {
  element: (array, shape, at) =>
    fetched(
      at === undefined
        ? `${array}[0][${shape.kind === 'elements' ? blockOf(shape.blocks) : '0'}][this.thread.x]`
        : `${array}[0][${at.block}][${at.column}]`,
      shape,
    ),
  entry: (array, shape, entry) => fetched(`${array}[${entry}]`, shape),
  block: blockOf,
}

const settingsOf = (output: Shape, argumentTypes: Readonly<Record<string, string>>) =>
  ({ output: outputOf(output), pipeline: true, precision: 'single', tactic: 'precision', argumentTypes }) as const

const arrayOf = (shape: Shape, texture: GpuJsArray): DeviceArray => ({
  shape,
  buffer: undefined,
  handle: () => texture,
})

const makeKernel = (gpu: GpuJsInstance, { source, arrays, numbers, output }: KernelText): DeviceKernel => {
  const kernel = gpu.createKernel(
    source,
    settingsOf(
      output,
      Object.fromEntries([
        ...arrays.map(({ name, shape }) => [name, `ArrayTexture(${shape.components})`]),
        ...numbers.map((name) => [name, 'Float']),
      ]),
    ),
  )
  return {
    run: async (given, values) =>
      arrayOf(output, await kernel(...given.map((array) => array.handle('elements')), ...values)),
    destroy: () => kernel.destroy(),
  }
}

/** A kernel that copies numbers from the host into texels: other kernels are then given textures only, never arrays. */
const makeUpload = (gpu: GpuJsInstance, shape: Shape): Upload => {
  const { components } = shape
  const entry = shape.kind === 'list' ? 'this.thread.x' : `((${blockOf(shape.blocks)}) * ${BLOCK} + this.thread.x)`
  const numbers = Array.from({ length: components }, (_, i) => `a[${entry} * ${components} + ${i}]`)
  const kernel = gpu.createKernel(
    `function (a) { return ${components === 1 ? numbers[0] : `[${numbers.join(', ')}]`}; }`,
    settingsOf(shape, { a: 'Array' }),
  )
  const data = new Float32Array(entriesOf(shape) * components)
  let texture: GpuJsArray | undefined
  return {
    array: { shape, buffer: undefined, handle: () => texture },
    write: async (parts) => {
      for (const part of parts) data.set(part.data, part.at)
      texture = await kernel(data)
    },
    destroy: () => kernel.destroy(),
  }
}

const readTexture = ({ shape, handle }: DeviceArray): Float32Array => {
  const texture = handle('elements')
  const texels =
    typeof texture === 'object' && texture !== null && 'renderRawOutput' in texture
      ? (texture as GpuJsArray).renderRawOutput?.()
      : undefined
  if (texels === undefined) throw new TypeError('gpu.js gave a result that is no texture of floats.')
  const { components } = shape
  const numbers = new Float32Array(entriesOf(shape) * components)
  for (let i = 0, from = 0; i < numbers.length; i += components, from += TEXEL) {
    for (let c = 0; c < components; c++) numbers[i + c] = texels[from + c]
  }
  return numbers
}

const isContext = (value: unknown): value is WebGL2RenderingContext =>
  typeof value === 'object' && value !== null && 'isContextLost' in value

/** The engine's view of a WebGL context. */
export const webglBackend = (gpu: GpuJsInstance): Backend => {
  const context = (): WebGL2RenderingContext | undefined => (isContext(gpu.context) ? gpu.context : undefined)
  return {
    mode: 'webgl2',
    dialect,
    device: undefined,
    maxEntries: () => gpu.Kernel.features.maxTextureSize ** 2,
    upload: (shape) => makeUpload(gpu, shape),
    kernel: (text) => makeKernel(gpu, text),
    read: async (array) => readTexture(array),
    settle: async () => context()?.finish(),
    isLost: () => context()?.isContextLost() ?? false,
  }
}
