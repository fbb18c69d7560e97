/** Norms of numbers whose squares float32 does not have. @module */
import type { GpuChoice } from '../../src/gpu/openBackend.ts'
import { adaptiveGradClip, clipByBlockRms, clipByGlobalNorm, normalizeByUpdateNorm } from '../../src/index.ts'
import { tensor } from '../../src/pytree/index.ts'
import { follow } from './agreement.ts'
import { noise } from './examples.ts'

/** What takes norms over the tree, over leaves and over axes; the last of numbers of every size. */
const cases = [
  { opt: clipByGlobalNorm(1), sizes: [1, 1e17, 1e20, 1e30] },
  { opt: clipByBlockRms(1), sizes: [1, 1e20, 1e30] },
  { opt: adaptiveGradClip(1), sizes: [1, 1e20, 1e30] },
  { opt: normalizeByUpdateNorm({ eps: 0 }), sizes: [1e-30, 1e-24, 1e-20, 1e-12, 1e-9, 1, 1e12, 1e19, 1e20, 1e30] },
] as const

const leaves = (size: number, seed: number) => ({
  a: noise(3000, seed).map((x) => x * size),
  b: tensor(
    noise(12, seed + 1).map((x) => x * size),
    [3, 4],
  ),
})

/** Where a step with gradients of such sizes is not that of the reference engine, as text. */
export const wrongNorms = async (choice: GpuChoice): Promise<readonly string[]> => {
  const wrong: string[] = []
  for (const [i, { opt, sizes }] of cases.entries()) {
    const gradients = sizes.map((size, step) => leaves(size, step + 2))
    const found = await follow(opt, leaves(1, 1), gradients, choice)
    if (found !== undefined) wrong.push(`case ${i + 1}: ${found}`)
  }
  return wrong
}
