/** What a run on the GPU offers. @module */
import type { Snapshot } from '../compile/index.ts'
import type { StepArguments } from '../compile/resident.ts'
import type { FloatArray, Tensor } from '../pytree/index.ts'
import type { Need } from '../rule/index.ts'
import type { GpuChoice } from './openBackend.ts'
import type { WebgpuType } from './webgpuType.ts'

/** Where a leaf lies in a buffer of the device, as float32 numbers. */
export interface GpuRegion {
  readonly buffer: WebgpuType<'GPUBuffer'>
  /** Bytes before the leaf, a multiple of 4096. */
  readonly offset: number
  /** Elements. */
  readonly size: number
}

/** A tree with a region of a buffer for each leaf. */
export type GpuRegions<P> = P extends number | FloatArray | Tensor
  ? GpuRegion
  : P extends null
    ? null
    : { readonly [K in keyof P]: GpuRegions<P[K]> }

/** A kernel, as `run.kernels` shows it. */
export interface GpuKernel {
  /** What the kernel computes: a formula for each number of an entry of its result. */
  readonly formulas: readonly string[]
  /** The source that gpu.js translates. */
  readonly source: string
  /** What its parameters are, in their order: arrays of the device, then formulas of numbers. */
  readonly reads: readonly string[]
  /** The array that it writes. */
  readonly writes: string
}

/**
 * An optimizer run on the GPU; `N` is what its steps need. Calls are carried out one after another, whether they are
 * awaited or not.
 */
export interface GpuRun<P, S, N extends Need = never> {
  /** The API that runs it. */
  readonly mode: 'webgpu' | 'webgl2'
  /** Why it is this one. */
  readonly reason: string
  /** The kernels of a step, in the order in which they run. */
  readonly kernels: readonly GpuKernel[]
  /** On WebGPU, where `step()` reads the gradients: copy yours there, on the same device. Zero at first. */
  readonly grads: GpuRegions<P>
  /** On WebGPU, the parameters on the device, as they are after the last step; the next call writes over them. */
  readonly paramBuffers: () => Promise<GpuRegions<P>>
  /**
   * One step, with the gradients given or with those in `grads`. What is given may be changed once the call returns.
   * Extra arguments that rules read come last, as in `step(undefined, { value: loss })`.
   */
  readonly step: (...args: StepArguments<N, P>) => Promise<void>
  /** The parameters as values of their own. */
  readonly params: () => Promise<P>
  /** Parameters and state as values of their own, as the CPU engine makes and takes them. */
  readonly snapshot: () => Promise<Snapshot<P, S>>
  /** Go on from a snapshot of this run or another, also after a device was lost, then on a new one. */
  readonly restore: (snapshot: Snapshot<P, S>, on?: GpuChoice) => Promise<void>
  /** Give the device's memory back; every later use throws or rejects. */
  readonly dispose: () => void
}
