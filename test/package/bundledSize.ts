/** How large the library is in someone's bundle. @module */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

interface Bundler {
  readonly rolldown: (options: object) => Promise<{
    readonly generate: (options: object) => Promise<{ readonly output: readonly { readonly code: string }[] }>
  }>
}

/** The bundler that comes with the test runner. */
const loadBundler = async (): Promise<Bundler> => {
  const vitest = createRequire(import.meta.url).resolve('vitest/package.json')
  const vite = createRequire(vitest).resolve('vite')
  return import(pathToFileURL(createRequire(vite).resolve('rolldown')).href)
}

/** The minified bundle of a module for browsers, and its size compressed, in bytes. */
export const bundle = async (
  folder: string,
  source: string,
): Promise<{ readonly code: string; readonly gzipped: number }> => {
  const input = join(folder, 'bundled.js')
  writeFileSync(input, source)
  const { rolldown } = await loadBundler()
  const built = await rolldown({ input, cwd: folder, platform: 'browser' })
  const { output } = await built.generate({ format: 'es', minify: true })
  const code = output.map((chunk) => chunk.code).join('\n')
  return { code, gzipped: gzipSync(code, { level: 9 }).length }
}
