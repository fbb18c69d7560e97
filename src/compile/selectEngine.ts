/** Choose an engine by name. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Engine } from './engine.ts'
import { referenceEngine } from './reference/engine.ts'
import { wasmEngine, wasmUnavailable } from './wasm/engine.ts'

/** `'auto'` is WebAssembly where it can run and the reference engine elsewhere. */
export type EngineName = 'auto' | 'wasm' | 'reference'

/** WebAssembly is asked for once: where it can run, it can later. */
let available = false

const reasonAgainstWasm = (): string | undefined => {
  const reason = available ? undefined : wasmUnavailable()
  available = reason === undefined
  return reason
}

let automatic: Engine | undefined

/**
 * The engine of that name.
 *
 * @throws OptfuseError `engine-unavailable` when WebAssembly is asked for by name and cannot run here
 */
export const selectEngine = (name: EngineName): Engine => {
  if (name === 'reference') return referenceEngine
  if (name === 'auto') {
    automatic ??= reasonAgainstWasm() === undefined ? wasmEngine : referenceEngine
    return automatic
  }
  const reason = name === 'wasm' ? reasonAgainstWasm() : `there is no engine "${String(name)}"`
  if (reason !== undefined) {
    throw new OptfuseError('engine-unavailable', `${reason}; use the engine 'reference' or 'auto'.`)
  }
  return wasmEngine
}
