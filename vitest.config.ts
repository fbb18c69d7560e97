import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

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

/** What needs a process of its own: a GPU's driver may crash it, and these load the library anew or count what it keeps. */
const alone = [
  'test/gpu/**/*.test.ts',
  'test/browser/**/*.test.ts',
  'test/docs/examples.test.ts',
  'test/properties/proveMutants.test.ts',
  'test/unit/chain/injectHyperparams.test.ts',
  'test/unit/chain/multiSteps.test.ts',
  'test/unit/compile/plan.test.ts',
  'test/unit/compile/selectEngine.test.ts',
  'test/unit/expr/internLeak.test.ts',
  'test/unit/prove/tooLarge.test.ts',
]

const isShort = ({ project, moduleId }: TestSpecification): boolean =>
  project.name === 'main' && moduleId.includes('/test/unit/')

/** The unit tests come last: where the last files are short, no core waits for another. */
class UnitTestsLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => Number(isShort(a)) - Number(isShort(b)))
  }
}

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
      { extends: true, test: { name: 'alone', include: alone, pool: 'forks' } },
      // One worker loads the library once for all its files, which is quicker than any of them.
      {
        extends: true,
        test: { name: 'main', include: ['test/**/*.test.ts'], exclude: alone, pool: 'threads', isolate: false },
      },
    ],
    // What a source was translated to is kept between runs, by its text, and shared by the processes of one.
    experimental: { fsModuleCache: true },
    // The default leaves one core idle, half of a small machine.
    maxWorkers: '100%',
    sequence: { sequencer: UnitTestsLast },
    // A test takes milliseconds, but a property runs as long as it is told to; only the suite as a whole has to be quick.
    testTimeout: 600_000 * Math.max(1, Number(process.env['OPTFUSE_RUNS'] ?? 1)),
    hookTimeout: 60_000,
    slowTestThreshold: 2_000,
    // A property that stops generating is as wrong as one that fails.
    passWithNoTests: false,
    allowOnly: false,
  },
})
