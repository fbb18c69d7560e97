/** The library in someone's page. @module */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { build } from 'vite'

/** A minified bundle. */
export interface Bundle {
  readonly code: string
  /** Its size compressed, in bytes. */
  readonly gzipped: number
}

/** Bundles a module for browsers, what it exports kept. */
export const bundle = async (folder: string, source: string): Promise<Bundle> => {
  const input = join(folder, 'bundled.js')
  writeFileSync(input, source)
  const built = await rolldown({ input, cwd: folder, platform: 'browser' })
  const { output } = await built.generate({ format: 'es', minify: true, comments: false })
  const code = output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n')
  return { code, gzipped: gzipSync(code, { level: 9 }).length }
}

/** Builds a page with Vite as it comes, and gives the path of its script. */
export const vitePage = async (folder: string, source: string): Promise<string> => {
  writeFileSync(join(folder, 'page.js'), source)
  writeFileSync(join(folder, 'index.html'), '<!doctype html><script type="module" src="./page.js"></script>')
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: 'site',
      // The script is run in Node, where there is no document to add links to.
      modulePreload: false,
      rolldownOptions: { output: { entryFileNames: 'page.js' } },
    },
  })
  return join(folder, 'site', 'page.js')
}
