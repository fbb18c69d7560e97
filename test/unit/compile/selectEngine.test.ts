import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const select = async () => (await import('../../../src/compile/selectEngine.ts')).selectEngine

/** WebAssembly that compiles nothing. */
const refuseModules = (validate: (bytes: BufferSource) => boolean, message: string): void => {
  const Module = function (): void {
    throw new Error(message)
  }
  vi.stubGlobal('WebAssembly', { validate, Module })
}

beforeEach(() => {
  vi.resetModules()
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the engine', () => {
  it('is WebAssembly where it can run', async () => {
    const selectEngine = await select()
    expect(selectEngine('auto').name).toBe('wasm')
    expect(selectEngine('wasm').name).toBe('wasm')
    expect(selectEngine('reference').name).toBe('reference')
  })

  it('is the reference engine where there is no WebAssembly, and WebAssembly by name is refused', async () => {
    vi.stubGlobal('WebAssembly', undefined)
    const selectEngine = await select()
    expect(selectEngine('auto').name).toBe('reference')
    expect(() => selectEngine('wasm')).toThrow("there is no WebAssembly here; use the engine 'reference' or 'auto'")
  })

  it('is the reference engine where the content-security policy forbids WebAssembly, and says how to allow it', async () => {
    refuseModules(WebAssembly.validate, 'blocked')
    const selectEngine = await select()
    expect(selectEngine('auto').name).toBe('reference')
    expect(() => selectEngine('wasm')).toThrow("add 'wasm-unsafe-eval'): Error: blocked")
  })

  it('is the reference engine where WebAssembly has no SIMD', async () => {
    refuseModules(() => false, 'unknown type')
    const selectEngine = await select()
    expect(selectEngine('auto').name).toBe('reference')
    expect(() => selectEngine('wasm')).toThrow('WebAssembly here has no SIMD')
  })

  it('of an unknown name is refused', async () => {
    const selectEngine = await select()
    expect(() => Reflect.apply(selectEngine, undefined, ['gpu'])).toThrow('there is no engine "gpu"')
  })

  it('trains without WebAssembly as it does with it', async () => {
    const params = { w: Float32Array.of(1, 2, 3) }
    const train = async (): Promise<unknown> => {
      const { adam, compile } = await import('../../../src/index.ts')
      const run = compile(adam(0.1), params)
      run.step(params)
      return [run.engine, run.snapshot().params]
    }
    const [, expected] = (await train()) as readonly unknown[]
    vi.resetModules()
    vi.stubGlobal('WebAssembly', undefined)
    expect(await train()).toEqual(['reference', expected])
  })
})
