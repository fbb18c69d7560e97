import { describe, expect, it } from 'vitest'
import { scaleByPolyak } from '../../src/index.ts'
import { compileGpu } from '../../src/gpu/index.ts'
import { noGpuInNode } from './available.ts'
import { wrongNorms } from './norms.ts'

describe.skipIf(noGpuInNode !== undefined)('of elements whose squares overflow or vanish in float32', () => {
  it('norms hold', async () => {
    expect(await wrongNorms({})).toEqual([])
  })

  it('sums of squares that are used as such do not, and nothing is silently 0', async () => {
    const run = await compileGpu(scaleByPolyak(), { w: Float32Array.of(1, 2) })
    await run.step({ w: Float32Array.of(1e20, 0) }, { value: 1 })
    expect(await run.params()).toEqual({ w: Float32Array.of(NaN, NaN) })
    run.dispose()
  })
})
