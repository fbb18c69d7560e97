/** The WebAssembly SIMD engine. @module */
import { OptfuseError } from '../../errors/OptfuseError.ts'
import type { Engine, EngineMemory, Kernel } from '../engine.ts'
import { keyOf, type PassProgram } from '../passProgram.ts'
import { assemble } from '../../wasm/assembler.ts'
import { importsOf, lower } from './lower.ts'

const PAGE = 65536

/** The most bytes a memory with 32-bit addresses can have, short of the last page. */
export const MAX_WASM_BYTES = 2 ** 32 - PAGE

const modules = new Map<string, WebAssembly.Module>()
const memories = new WeakMap<
  EngineMemory,
  { readonly memory: WebAssembly.Memory; readonly kernels: Map<string, Kernel> }
>()

const pagesFor = (bytes: number): number => Math.ceil(bytes / PAGE)

const reserve = <A>(bytes: number, attempt: () => A): A => {
  try {
    return attempt()
  } catch (error) {
    throw new OptfuseError(
      'too-large',
      `could not reserve ${(bytes / 2 ** 20).toFixed(0)} MiB of WebAssembly memory (${String(error)}); train fewer parameters at a time, or use the pure update, which needs only a small block.`,
    )
  }
}

const createMemory = (bytes: number): EngineMemory => {
  const memory = reserve(bytes, () => new WebAssembly.Memory({ initial: pagesFor(bytes) }))
  const engineMemory: EngineMemory = {
    buffer: () => memory.buffer,
    grow: (needed) => {
      const missing = pagesFor(needed) - memory.buffer.byteLength / PAGE
      if (missing > 0) reserve(needed, () => memory.grow(missing))
    },
  }
  memories.set(engineMemory, { memory, kernels: new Map() })
  return engineMemory
}

const moduleOf = (key: string, program: PassProgram): WebAssembly.Module => {
  const known = modules.get(key)
  if (known !== undefined) return known
  const compiled = new WebAssembly.Module(assemble(lower(program)))
  modules.set(key, compiled)
  return compiled
}

/** How many kernels have been compiled so far; the same pass over another tree compiles none. */
export const compiledKernels = (): number => modules.size

const createKernel = (program: PassProgram, engineMemory: EngineMemory): Kernel => {
  const owned = memories.get(engineMemory)
  if (owned === undefined) throw new OptfuseError('engine-unavailable', 'this memory belongs to another engine.')
  const key = keyOf(program)
  const known = owned.kernels.get(key)
  if (known !== undefined) return known
  const functions = Object.fromEntries(importsOf(program).map(({ name, evaluate }) => [name, evaluate]))
  const { exports } = new WebAssembly.Instance(moduleOf(key, program), {
    env: { memory: owned.memory, ...functions },
  })
  const run = exports['run']
  if (typeof run !== 'function') throw new OptfuseError('engine-unavailable', 'the generated kernel has no entry.')
  const kernel: Kernel = ({ runs, runCount, uniforms, rows, partials, slices, streams }) => {
    run(runs, runCount, uniforms, rows, partials, ...slices, ...streams)
  }
  owned.kernels.set(key, kernel)
  return kernel
}

/** A module that is valid only where there is SIMD: a function that does nothing with a vector. */
const simdProbe = (): ArrayBuffer => assemble({ imports: [], parameters: 0, locals: ['v128'], body: '' })

/** Why the engine cannot run here, or `undefined` where it can. */
export const wasmUnavailable = (): string | undefined => {
  if (typeof WebAssembly === 'undefined') return 'there is no WebAssembly here'
  const probe = simdProbe()
  try {
    const compiled = new WebAssembly.Module(probe)
    return compiled instanceof WebAssembly.Module ? undefined : 'WebAssembly here gives no modules'
  } catch (error) {
    return WebAssembly.validate(probe)
      ? `the content-security policy does not allow WebAssembly (add 'wasm-unsafe-eval'): ${String(error)}`
      : 'WebAssembly here has no SIMD'
  }
}

/** Generated WebAssembly SIMD: one fused kernel per pass. */
export const wasmEngine: Engine = {
  name: 'wasm',
  maxBytes: MAX_WASM_BYTES,
  memory: createMemory,
  kernel: createKernel,
}
