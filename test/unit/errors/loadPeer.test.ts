import { describe, expect, it } from 'vitest'
import { loadPeer } from '../../../src/errors/loadPeer.ts'
import { OptfuseError } from '../../../src/errors/OptfuseError.ts'

const load = (message: string): Promise<object> =>
  loadPeer('gpu.js', 'optfuse/gpu', () => Promise.reject(new TypeError(message)))

describe('loadPeer', () => {
  it('gives what is imported', async () => {
    expect(await loadPeer('a-peer', 'optfuse/a', () => Promise.resolve({ answer: 42 }))).toEqual({ answer: 42 })
  })

  it.each([
    ['Node', `Cannot find package 'gpu.js' imported from /project/node_modules/optfuse/dist/gpu/index.js`],
    ['Chromium', `Failed to resolve module specifier 'gpu.js'`],
    ['Firefox', `The specifier “gpu.js” was a bare specifier, but was not remapped to anything.`],
    ['Safari', `Module name, 'gpu.js' does not resolve to a valid URL.`],
    ['Vite', `Could not resolve "gpu.js" imported by "optfuse". Is it installed?`],
  ])('names the package to install where %s does not find it', async (_, message) => {
    await expect(load(message)).rejects.toThrow(
      new OptfuseError('missing-peer', 'optfuse/gpu needs the package gpu.js: npm install gpu.js'),
    )
  })

  it('passes on what else goes wrong, a package missing further down among it', async () => {
    const nested = `Cannot find package 'gl' imported from /project/node_modules/gpu.js/dist/gpu.js`
    await expect(load(nested)).rejects.toThrow(new TypeError(nested))
    await expect(load('gpu.js: no device')).rejects.toThrow(new TypeError('gpu.js: no device'))
  })
})
