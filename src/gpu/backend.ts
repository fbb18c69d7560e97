/** What the engine asks of WebGPU and of WebGL: arrays, kernels, and how elements are spelled in a kernel. @module */
import type { WebgpuType } from './webgpuType.ts'

/** How many elements a block has: every leaf begins a new one, so what belongs to a leaf is looked up by block. */
export const BLOCK = 1024

/** Elements in blocks, or a plain list; each entry has 1 to 4 numbers. */
export type Shape =
  | { readonly kind: 'elements'; readonly blocks: number; readonly components: number }
  | { readonly kind: 'list'; readonly length: number; readonly components: number }

/** How many entries a shape has. */
export const entriesOf = (shape: Shape): number => (shape.kind === 'elements' ? shape.blocks * BLOCK : shape.length)

/** How a kernel goes over elements: a thread for each, or threads that step through blocks. */
export type Reader = 'elements' | 'steps'

/** An array on the device. */
export interface DeviceArray {
  readonly shape: Shape
  /** On WebGPU, the buffer: the numbers of an entry side by side. */
  readonly buffer: WebgpuType<'GPUBuffer'> | undefined
  /** What gpu.js takes as the argument. */
  readonly handle: (reader: Reader) => unknown
}

/** A kernel as text: arrays come first among its parameters, then numbers. */
export interface KernelText {
  readonly source: string
  readonly reader: Reader
  readonly arrays: readonly { readonly name: string; readonly shape: Shape }[]
  readonly numbers: readonly string[]
  readonly output: Shape
}

/** A kernel that can run. Its result is one array of its own, which its next run writes over. */
export interface DeviceKernel {
  readonly run: (arrays: readonly DeviceArray[], numbers: readonly number[]) => Promise<DeviceArray>
  readonly destroy: () => void
}

/** Numbers from the host and where among the array's they begin. */
export interface Part {
  readonly at: number
  readonly data: Float32Array
}

/** An array that the host writes. */
export interface Upload {
  readonly array: DeviceArray
  readonly write: (parts: readonly Part[]) => Promise<void>
  readonly destroy: () => void
}

/** Where an element is: in variables that hold its block and its column. Without it, a thread reads its own element. */
export interface Place {
  readonly block: string
  readonly column: string
}

/** How an entry is read: what to hold in a variable first, where that is needed, and then each of its numbers. */
export interface Load {
  readonly fetch: string | undefined
  readonly number: (variable: string, index: number) => string
}

/** How elements are spelled. An index is never kept in a variable where it can exceed 2²⁴: variables are float32. */
export interface Dialect {
  readonly element: (array: string, shape: Shape, at: Place | undefined) => Load
  readonly entry: (array: string, shape: Shape, index: string) => Load
  /** The block of a thread's own element. */
  readonly block: (blocks: number) => string
}

/** WebGPU or WebGL. */
export interface Backend {
  readonly mode: 'webgpu' | 'webgl2'
  readonly dialect: Dialect
  /** On WebGPU, the device. */
  readonly device: WebgpuType<'GPUDevice'> | undefined
  /** The most entries an array may have. */
  readonly maxEntries: (components: number) => number
  readonly upload: (shape: Shape) => Upload
  readonly kernel: (text: KernelText) => DeviceKernel
  /** The numbers of an array, those of an entry side by side. */
  readonly read: (array: DeviceArray) => Promise<Float32Array>
  /** Wait until the device has done what it was given. */
  readonly settle: () => Promise<void>
  readonly isLost: () => boolean
}
