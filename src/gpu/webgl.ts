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
import { makeTexture, readTexture, type WebglTexture } from './webglTexture.ts'

/** The most rows of a layer; a texture of gpu.js with a single layer has one row of texels a row, at most as many as WebGL allows. */
const ROWS = 2048

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

const textures = new WeakMap<DeviceArray, WebglTexture>()

/** Kernels are handed textures of one kind, wherever these come from: gpu.js would compile anew for another. */
const arrayOf = (shape: Shape, texture: WebglTexture): DeviceArray => {
  const array: DeviceArray = { shape, buffer: undefined, handle: () => texture }
  textures.set(array, texture)
  return array
}

const textureOf = ({ texture, size, dimensions, type, context }: GpuJsArray): WebglTexture => {
  if (texture === undefined || size === undefined || dimensions === undefined || type === undefined) {
    throw new TypeError('gpu.js gave a result that is no texture.')
  }
  return { texture, size, dimensions, type, context }
}

const makeKernel = (gpu: GpuJsInstance, { source, arrays, numbers, output }: KernelText): DeviceKernel => {
  const kernel = gpu.createKernel(source, {
    output: outputOf(output),
    pipeline: true,
    precision: 'single',
    tactic: 'precision',
    argumentTypes: Object.fromEntries([
      ...arrays.map(({ name, shape }) => [name, `ArrayTexture(${shape.components})`]),
      ...numbers.map((name) => [name, 'Float']),
    ]),
  })
  return {
    run: async (given, values) => {
      const args = [...given.map((array) => array.handle('elements')), ...values]
      return arrayOf(output, textureOf(await kernel(...args)))
    },
    destroy: () => kernel.destroy(),
  }
}

const makeUpload = (gl: WebGL2RenderingContext, shape: Shape): Upload => {
  const { texture, write, destroy } = makeTexture(gl, shape.components, outputOf(shape))
  return { array: arrayOf(shape, texture), write: async (parts) => write(parts), destroy }
}

const readArray = (gl: WebGL2RenderingContext, array: DeviceArray): Float32Array => {
  const texture = textures.get(array)
  if (texture === undefined) throw new TypeError('this array belongs to another backend.')
  return readTexture(gl, texture, entriesOf(array.shape), array.shape.components)
}

const contextOf = (gpu: GpuJsInstance): WebGL2RenderingContext => {
  // gpu.js has a context from its first kernel on.
  if (gpu.context === null)
    makeKernel(gpu, {
      source: 'function () { return 0; }',
      reader: 'elements',
      arrays: [],
      numbers: [],
      output: { kind: 'list', length: 1, components: 1 },
    })
  const { context } = gpu
  if (typeof context === 'object' && context !== null && 'isContextLost' in context) {
    return context as WebGL2RenderingContext
  }
  throw new TypeError('gpu.js has no WebGL context.')
}

/** The engine's view of a WebGL context. */
export const webglBackend = (gpu: GpuJsInstance): Backend => {
  const gl = contextOf(gpu)
  return {
    mode: 'webgl2',
    dialect,
    device: undefined,
    maxEntries: () => gpu.Kernel.features.maxTextureSize ** 2,
    upload: (shape) => makeUpload(gl, shape),
    kernel: (text) => makeKernel(gpu, text),
    read: async (array) => readArray(gl, array),
    settle: async () => gl.finish(),
    isLost: () => gl.isContextLost(),
  }
}
