/**
 * Build the library: JavaScript by entry point, what several of them use in chunks beside them, and declarations file by
 * file. One file for each source would take Node ten times as long to import.
 *
 *   node scripts/build.js              into dist/
 *   node scripts/build.js --out DIR    elsewhere
 *   node scripts/build.js --no-check   without the declarations' type check, for tests
 *   node scripts/build.js --no-types   without the declarations
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { asciiOnly } from './asciiOnly.js'
import { eagerFunctions } from './eagerFunctions.js'
import { pureConstants } from './pureConstants.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'dist') },
    check: { type: 'boolean', default: true },
    types: { type: 'boolean', default: true },
  },
  allowNegative: true,
})

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const entryPoints = Object.keys(exports)
  .filter((entry) => !entry.endsWith('.json'))
  .map((entry) => join(entry, 'index'))

rmSync(options.out, { recursive: true, force: true })

if (options.types) {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
  const flags = ['-p', 'tsconfig.build.json', '--outDir', options.out, ...(options.check ? [] : ['--noCheck'])]
  const { status } = spawnSync(process.execPath, [compiler, ...flags], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}

/** A chunk is called after the folder of src whose modules it holds. */
const nameOf = (moduleIds) => {
  const folders = new Set(moduleIds.map((id) => relative(join(root, 'src'), id).split('/', 1)[0]))
  const [folder = ''] = folders
  return folders.size === 1 && /^\w/.test(folder) ? folder : 'shared'
}

const bundle = await rolldown({
  cwd: root,
  input: Object.fromEntries(entryPoints.map((name) => [name, `src/${name}.ts`])),
  platform: 'neutral',
  // What is not the library's own stays an import.
  external: /^[^./]/,
  plugins: [eagerFunctions, pureConstants, asciiOnly],
})
await bundle.write({
  dir: options.out,
  format: 'es',
  sourcemap: true,
  // All that the main entry needs is one file; what else several entry points share is cut by who shares it.
  codeSplitting: { groups: [{ name: 'core', test: /\/src\/index\.ts$/ }] },
  chunkFileNames: ({ name, moduleIds }) => `chunks/${name === 'core' ? name : nameOf(moduleIds)}.js`,
  minifyInternalExports: false,
  // The declarations hold the docstrings; "pure" marks stay.
  comments: { legal: true, annotation: true, jsdoc: false },
})
