import { defineConfig } from 'vitest/config'

const src = new URL('./src/', import.meta.url).pathname

/** The tests read the sources; the folder test/package is where the packed library is read instead. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^optfuse$/, replacement: `${src}index.ts` },
      { find: /^optfuse\/([\w-]+)$/, replacement: `${src}$1/index.ts` },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    // The default leaves one core idle, half of a small machine.
    maxWorkers: '100%',
    // A test takes milliseconds; the ones that compile, pack or train say for themselves how long they may take.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    slowTestThreshold: 2_000,
    // A property that stops generating is as wrong as one that fails.
    passWithNoTests: false,
    allowOnly: false,
  },
})
