import { describe, expect, it } from 'vitest'
import { chain, clipByGlobalNorm, trace } from '../../src/index.ts'
import { follow } from './agreement.ts'
import { noGpuInNode } from './available.ts'
import { delicateSizes, manyElements, manyEntries, manyLeaves, sizes } from './trials.ts'

describe.skipIf(noGpuInNode !== undefined)('leaves of any size', () => {
  it.each(delicateSizes)('a leaf of %i elements between small ones', async (size) => {
    expect(await sizes([size], {})).toBeUndefined()
  })

  it('five hundred leaves, reduced one by one and together', async () => {
    expect(await manyLeaves(500, {})).toBeUndefined()
  })

  it('no elements at all', async () => {
    const leaves = { w: new Float32Array(0), nothing: null }
    expect(await follow(chain(clipByGlobalNorm(1), trace(0.9)), leaves, [leaves, leaves])).toBeUndefined()
  })

  it('more than 2^24 elements', async () => {
    expect(await manyElements({})).toBeUndefined()
  })

  it('more than 2^24 numbers where four lie side by side', async () => {
    expect(await manyEntries({})).toBeUndefined()
  })
})
