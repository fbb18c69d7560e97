import { expect, it, vi } from 'vitest'
import { noGpuInNode } from './available.ts'

it.skipIf(noGpuInNode !== undefined)('the example fits its weights in Node', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  await import('../../examples/gpu/node.ts')
  expect(log).toHaveBeenCalledOnce()
  const [, worst] = /^After 300 steps on .* the worst weight is off by (.*)\.$/.exec(String(log.mock.calls[0])) ?? []
  expect(Number(worst)).toBeLessThan(1e-5)
  log.mockRestore()
})
