import { expect, it } from 'vitest'
import { fitLeastSquares } from '../../examples/gpu/leastSquares.ts'
import { noGpuInNode } from './available.ts'

it.skipIf(noGpuInNode !== undefined)('the example fits its weights in Node', async () => {
  const adapter = await navigator.gpu.requestAdapter()
  if (adapter === null) throw new Error('no adapter')
  const device = await adapter.requestDevice()
  expect(await fitLeastSquares(device, 300)).toBeLessThan(1e-5)
  device.destroy()
})
