import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const place = join(root, 'build', 'test-examples')
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

/** The folder the charts go to. */
export const out = join(place, 'out')

/** Compiles library and examples into a folder of their own, where the examples find the library by its name. */
export const buildExamples = (): void => {
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  copyFileSync(join(root, 'package.json'), join(place, 'package.json'))
  const run = (script: string, ...flags: readonly string[]) =>
    execFileSync(process.execPath, [script, ...flags], { cwd: root })
  run(join('scripts', 'build.js'), '--no-types', '--out', join(place, 'dist'))
  run(compiler, '-p', 'examples/tsconfig.json', '--noCheck', '--outDir', join(place, 'examples'))
}

/** Runs an example as `npm start <name> -- <flags>` does, its output piped; returns what it prints. Throws if it fails. */
export const runExample = (name: string, ...flags: readonly string[]): string =>
  execFileSync(process.execPath, [join(place, 'examples', 'run.js'), name, '--out', out, ...flags], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
  })
