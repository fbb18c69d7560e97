/** What is used of gpu.js, whose own declarations lack part of it, and how it is loaded. @module */
import { loadPeer } from '../errors/loadPeer.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { WebgpuType } from './webgpuType.ts'

/** What a kernel takes and gives on the device: a texture of WebGL, or a buffer of WebGPU with a shape. */
export interface GpuJsArray {
  /** The shape, innermost first; relabelling it shows the same memory as another shape. */
  output: readonly number[]
  /** How many numbers an element has. */
  componentCount?: number
  /** WebGPU. */
  readonly buffer?: WebgpuType<'GPUBuffer'>
  readonly delete: () => void
  /** WebGL: the texture, texels a row and rows, entries along each axis, and how gpu.js calls it. */
  readonly texture?: object
  readonly size?: ArrayLike<number>
  readonly dimensions?: ArrayLike<number>
  readonly type?: string
  readonly context?: unknown
}

/** The device of WebGPU kernels. */
export interface GpuJsContext {
  readonly adapter: WebgpuType<'GPUAdapter'> | null
  readonly device: WebgpuType<'GPUDevice'>
  isLost: boolean
}

/** A kernel as gpu.js hands it out: a function with the kernel behind it. */
export interface GpuJsKernel {
  (...args: readonly unknown[]): GpuJsArray | Promise<GpuJsArray>
  /** The kernel itself; WebGPU kernels build, and find their device, in `build`. */
  readonly kernel: {
    readonly build: (...args: readonly unknown[]) => unknown
    /** WebGPU, once it is built: its text and what it was compiled to. */
    readonly compiledSource?: string
    readonly computePipeline?: WebgpuType<'GPUComputePipeline'>
  }
  readonly destroy: (removeCanvas?: boolean) => void
}

/** The settings of a kernel that are used here. */
export interface GpuJsSettings {
  readonly output: readonly number[]
  readonly pipeline: true
  readonly precision: 'single'
  readonly tactic: 'precision'
  readonly argumentTypes: Readonly<Record<string, string>>
}

/** An instance of gpu.js. */
export interface GpuJsInstance {
  readonly mode: string
  readonly context: unknown
  readonly Kernel: { readonly features: { readonly maxTextureSize: number } }
  readonly createKernel: (source: string, settings: GpuJsSettings) => GpuJsKernel
}

/** The module. */
export interface GpuJs {
  readonly GPU: (new (settings: { readonly mode: string }) => GpuJsInstance) & { readonly isWebGL2Supported: boolean }
  readonly WebGPUContext: { acquire: () => Promise<GpuJsContext> }
  readonly WebGPUBufferResult: new (settings: {
    readonly buffer: WebgpuType<'GPUBuffer'>
    readonly output: readonly number[]
    readonly componentCount: number
    readonly context: GpuJsContext
    readonly kernel: null
  }) => GpuJsArray
  readonly Input: new (value: Float32Array, size: readonly number[]) => unknown
}

const isGpuJs = (value: unknown): value is GpuJs =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  'GPU' in value &&
  'WebGPUContext' in value

/**
 * Load gpu.js, which nothing else of the library does.
 *
 * @throws OptfuseError `missing-peer` when it is not installed, `engine-unavailable` when it is another version
 */
export const loadGpuJs = async (): Promise<GpuJs> => {
  // The declarations of the package lack what is used here, so they are not relied on.
  const loaded: unknown = await loadPeer('gpu.js', 'optfuse/gpu', () => import('gpu.js'))
  const found = [loaded, typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : null]
  const library = found.find(isGpuJs)
  if (library !== undefined) return library
  throw new OptfuseError(
    'engine-unavailable',
    'the gpu.js that was loaded has no WebGPU kernels; install gpu.js@2.24.1, or use the CPU engine: compile(opt, params).',
  )
}
