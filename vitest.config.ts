import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const src = new URL('./src/', import.meta.url).pathname

/**
 * Unless OPTFUSE_GPU=hardware, the software GPU that comes with Debian's chromium, which is everywhere the same; the loader
 * of shared libraries reads these when a process begins, so they must be set before the workers are.
 */
const software = '/usr/lib/chromium'
const wanted = process.env['OPTFUSE_GPU'] !== 'hardware' && process.env['VK_DRIVER_FILES'] === undefined
if (wanted && existsSync(`${software}/vk_swiftshader_icd.json`)) {
  process.env['VK_DRIVER_FILES'] = `${software}/vk_swiftshader_icd.json`
  process.env['LD_LIBRARY_PATH'] = [process.env['LD_LIBRARY_PATH'], software].filter(Boolean).join(':')
}

const gpuTests = ['test/gpu/**/*.test.ts', 'test/browser/**/*.test.ts']

/** The tests read the sources; the folder test/package is where the packed library is read instead. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^optfuse$/, replacement: `${src}index.ts` },
      { find: /^optfuse\/([\w-]+)$/, replacement: `${src}$1/index.ts` },
    ],
  },
  test: {
    projects: [
      { extends: true, test: { name: 'main', include: ['test/**/*.test.ts'], exclude: gpuTests, pool: 'threads' } },
      // A driver is native code: what crashes there must not take the other tests with it.
      { extends: true, test: { name: 'gpu', include: gpuTests, pool: 'forks' } },
    ],
    // The default leaves one core idle, half of a small machine.
    maxWorkers: '100%',
    // A test takes milliseconds; the ones that compile, pack or train say for themselves how long they may take.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    slowTestThreshold: 2_000,
    // A property that stops generating is as wrong as one that fails.
    passWithNoTests: false,
    allowOnly: false,
  },
})
