/** Find what an example may use without importing it. @module */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>
}

/** The source files of the public entry points, the main one first. */
export const entryPoints = (root: string): readonly string[] => {
  const { exports }: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return Object.keys(exports)
    .filter((entry) => !entry.endsWith('.json'))
    .map((entry) => join(root, 'src', entry.slice(2), 'index.ts'))
}

const declared = (code: string, name: string): boolean =>
  new RegExp(String.raw`\b(?:const|let|function|class) (?:${name}\b|[[{][^=]*\b${name}\b[^=]*[\]}] =)`).test(code) ||
  new RegExp(String.raw`\bimport\b[^']*\b${name}\b[^']*'`).test(code)

/**
 * The import lines for the names that an example uses and does not declare. The file it documents comes first, then its
 * folder, the main entry point, and the others.
 */
export const importsFor = async (root: string, file: string, code: string): Promise<readonly string[]> => {
  const folder = join(root, file, '..', 'index.ts')
  const candidates = [join(root, file), folder, ...entryPoints(root)].filter(existsSync)
  const origins = new Map<string, string>()
  for (const candidate of candidates) {
    const exported: object = await import(candidate)
    for (const name of Object.keys(exported)) if (!origins.has(name)) origins.set(name, candidate)
  }
  return [...origins]
    .filter(([name]) => new RegExp(String.raw`(?<![.\w$'"])${name}(?![\w$'":])`).test(code) && !declared(code, name))
    .map(([name, origin]) => `import { ${name} } from '${origin}'`)
}
