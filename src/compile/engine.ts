/** What an engine is: memory, and kernels that run pass programs on it. @module */
import type { PassProgram } from './passProgram.ts'

/** Memory that kernels of the same engine work on. */
export interface EngineMemory {
  /** The bytes; a new object after `grow`. */
  readonly buffer: () => ArrayBuffer
  /** Make room for at least this many bytes, keeping what is there. */
  readonly grow: (bytes: number) => void
}

/** Where in memory a kernel finds its tables and streams, in bytes. */
export interface KernelArguments {
  /** The run table: `columns` int32 values per run. */
  readonly runs: number
  readonly runCount: number
  readonly uniforms: number
  readonly rows: number
  /** Partial results: one float64 per run and gather. */
  readonly partials: number
  /** One address per slice gather (float64 values) and then per slice stream (values of the dtype). */
  readonly slices: readonly number[]
  readonly streams: readonly number[]
}

/** A pass program ready to run. */
export type Kernel = (args: KernelArguments) => void

/** Runs pass programs. Every engine gives the same bits. */
export interface Engine {
  readonly name: 'reference' | 'wasm'
  /** The most bytes one memory can have. */
  readonly maxBytes: number
  readonly memory: (bytes: number) => EngineMemory
  readonly kernel: (program: PassProgram, memory: EngineMemory) => Kernel
}

/** Reduction lanes: element i of a run is combined into lane i mod 8, and the lanes pairwise at the end. */
export const LANES = 8

/** The most elements in a run that is reduced; a multiple of `LANES`. Longer stretches are cut into blocks. */
export const BLOCK = 8192

/** Bytes past the last stream that kernels may read, and write back unchanged. */
export const SLACK = 64
