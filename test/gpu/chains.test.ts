import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain, clipByGlobalNorm, compile, trace } from '../../src/index.ts'
import { compileGpu } from '../../src/gpu/index.ts'
import { seeded, settings } from '../properties/settings.ts'
import { disagreement, toleranceOf } from './agreement.ts'
import { noGpuInNode } from './available.ts'
import { chainsFollow } from './chains.ts'
import { noise } from './examples.ts'

describe.skipIf(noGpuInNode !== undefined)(seeded('on the GPU'), () => {
  it('random chains give what the reference engine gives', async () => {
    await fc.assert(chainsFollow({}), settings(20))
  })

  it('a chain with more state than a kernel can read or write is split', async () => {
    const links = Array.from({ length: 40 }, (_, i) => trace(0.5 + i / 100))
    const opt = chain(...links, clipByGlobalNorm(1))
    const leaves = (seed: number) => ({ a: noise(1500, seed), b: noise(3, seed + 1) })
    const [cpu, gpu] = [compile(opt, leaves(1)), await compileGpu(opt, leaves(1))]
    for (const { reads, formulas } of gpu.kernels) {
      expect(reads.filter((name) => /^(?:state|stored|gradient)/.test(name)).length).toBeLessThanOrEqual(7)
      expect(formulas.length).toBeLessThanOrEqual(4)
    }
    for (const seed of [2, 3, 4]) {
      cpu.step(leaves(seed))
      await gpu.step(leaves(seed))
    }
    expect(disagreement(await gpu.snapshot(), cpu.snapshot(), 3 * toleranceOf(opt))).toBeUndefined()
    gpu.dispose()
  })
})
