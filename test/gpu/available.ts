/** Whether Node has a GPU here, be it a software one. @module */
import { setUpNodeGpu } from '../../src/gpu/index.ts'

/** Why not; undefined where it has. What needs one is skipped then, which CI counts as failed. */
export const noGpuInNode: string | undefined = await setUpNodeGpu().then(
  () => undefined,
  (error: unknown) => String(error),
)

if (noGpuInNode !== undefined) console.warn(`Skipped, for want of a GPU in Node: ${noGpuInNode}`)
