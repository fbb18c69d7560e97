/** Count the buffers that jax-js holds on its WebAssembly device. @module */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface Backend {
  malloc: (size: number, initialData?: ArrayBuffer) => number
  incRef: (slot: number) => void
  decRef: (slot: number) => void
}

const isBackend = (value: unknown): value is Backend => typeof value === 'object' && value !== null && 'decRef' in value

/** jax-js tells nobody how many buffers there are, so the calls that make and free them are counted from now on. */
export const countSlots = async (): Promise<() => number> => {
  const dist = fileURLToPath(new URL('.', import.meta.resolve('@jax-js/jax')))
  const file = readdirSync(dist).find((name) => /^backend-.*\.js$/.test(name))
  const module: Readonly<Record<string, unknown>> = await import(`${dist}${file}`)
  const getBackend = Object.values(module).find((value) => typeof value === 'function' && value.name === 'getBackend')
  const backend: unknown = typeof getBackend === 'function' ? getBackend('wasm') : undefined
  if (!isBackend(backend)) throw new Error('jax-js has changed: its backend was not found')
  const references = new Map<number, number>()
  const { malloc, incRef, decRef } = backend
  const add = (slot: number, change: number): void => {
    const count = (references.get(slot) ?? 0) + change
    if (count > 0) references.set(slot, count)
    else references.delete(slot)
  }
  backend.malloc = (size, initialData) => {
    const slot = malloc.call(backend, size, initialData)
    add(slot, 1)
    return slot
  }
  backend.incRef = (slot) => {
    incRef.call(backend, slot)
    if (references.has(slot)) add(slot, 1)
  }
  backend.decRef = (slot) => {
    decRef.call(backend, slot)
    if (references.has(slot)) add(slot, -1)
  }
  return () => references.size
}
