import { describe, expect, it } from 'vitest'
import { adamw, chain, clipByBlockRms, clipByGlobalNorm, compile, scale, trace } from '../../src/index.ts'
import { compileGpu } from '../../src/gpu/index.ts'
import { disagreement, follow } from './agreement.ts'
import { noGpuInNode } from './available.ts'
import { noise } from './examples.ts'

describe.skipIf(noGpuInNode !== undefined)('leaves of any size', () => {
  it.each([1, 127, 1023, 1024, 1025, 4097, 2 ** 16 - 1, 2 ** 16, 2 ** 16 + 1])(
    'a leaf of %i elements beside a small one',
    async (size) => {
      const leaves = (seed: number) => ({ a: noise(3, seed), b: noise(size, seed + 1), c: noise(2, seed + 2) })
      const opt = chain(clipByGlobalNorm(0.5), adamw(0.1, { weightDecay: 0.01 }))
      expect(await follow(opt, leaves(1), [leaves(2), leaves(3)])).toBeUndefined()
    },
  )

  it('five hundred leaves, reduced one by one and together', async () => {
    const leaves = (seed: number) =>
      Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`w${i}`, noise((i * 37) % 130, seed + i)]))
    const opt = chain(clipByBlockRms(0.5), clipByGlobalNorm(1), trace(0.9), scale(-0.1))
    expect(await follow(opt, leaves(1), [leaves(1000), leaves(2000)])).toBeUndefined()
  })

  it('no elements at all', async () => {
    const leaves = { w: new Float32Array(0), nothing: null }
    expect(await follow(chain(clipByGlobalNorm(1), trace(0.9)), leaves, [leaves, leaves])).toBeUndefined()
  })

  // A float32 counts to 2²⁴: an index that passes through one is wrong from there on.
  it(
    'more than 2^24 elements, and entries beyond that where three numbers lie side by side',
    { timeout: 60_000 },
    async () => {
      const whole = (size: number): Float32Array => {
        const numbers = new Float32Array(size)
        for (let i = 0; i < size; i++) numbers[i] = i % 1021
        return numbers
      }
      const cases = [
        { opt: chain(clipByGlobalNorm(1e6), scale(-0.5)), size: 2 ** 24 + 3000 },
        { opt: adamw(0.5), size: 6_000_000 },
      ] as const
      for (const { opt, size } of cases) {
        const params = { w: whole(size) }
        const run = await compileGpu(opt, params)
        const cpu = compile(opt, params)
        await run.step(params)
        cpu.step(params)
        expect(disagreement(await run.params(), cpu.params, 1e-5)).toBeUndefined()
        run.dispose()
        cpu.dispose()
      }
    },
  )
})
