import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain, compile, trace } from '../../src/index.ts'
import { compileGpu } from '../../src/gpu/index.ts'
import { anyChainSpec } from '../../src/laws/index.ts'
import { tensor } from '../../src/pytree/index.ts'
import { fromSpec } from '../../src/spec/index.ts'
import { refusesShapes } from '../properties/refusesShapes.ts'
import { seeded, settings } from '../properties/settings.ts'
import { disagreement, follow, toleranceOf } from './agreement.ts'
import { noGpuInNode } from './available.ts'
import { noise } from './examples.ts'

/** Trees of one to four leaves of float32, of ranks 0 to 3. */
const trees = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }), { minLength: 1, maxLength: 4 })

const grow = (shapes: readonly (readonly number[])[], seed: number) =>
  Object.fromEntries(
    shapes.map((shape, i) => [
      `w${i}`,
      tensor(
        noise(
          shape.reduce((a, b) => a * b, 1),
          seed + i,
        ),
        shape,
      ),
    ]),
  )

describe.skipIf(noGpuInNode !== undefined)(seeded('on the GPU'), () => {
  it('random chains give what the reference engine gives', async () => {
    await fc.assert(
      fc.asyncProperty(anyChainSpec({ maxLinks: 5, maxDepth: 1 }), trees, fc.nat(1000), async (spec, shapes, seed) => {
        const opt = fromSpec(spec)
        fc.pre(!refusesShapes(opt, grow(shapes, seed)))
        const found = await follow(opt, grow(shapes, seed), [grow(shapes, seed + 20), grow(shapes, seed + 40)])
        expect(found).toBeUndefined()
      }),
      settings(20),
    )
  })

  it('a chain with more state than a kernel can read or write is split', async () => {
    const links = Array.from({ length: 40 }, (_, i) => trace(0.5 + i / 100))
    const opt = chain(...links)
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
