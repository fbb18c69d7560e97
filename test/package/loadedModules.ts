/** What importing a module brings along. @module */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseAst } from 'vitest/node'

/** What a module and those that it imports consist of. */
export interface LoadedModules {
  /** The package's own files, the module itself first. */
  readonly files: readonly string[]
  /** The names of the other packages. */
  readonly packages: readonly string[]
}

const imported = (file: string): readonly string[] =>
  parseAst(readFileSync(file, 'utf8')).body.flatMap((statement) =>
    'source' in statement && statement.source ? [statement.source.value] : [],
  )

/** What is loaded with a module before its first line runs; an `import()` loads later. */
export const loadedModules = (start: string): LoadedModules => {
  const files = new Set([start])
  const packages = new Set<string>()
  for (const file of files) {
    for (const specifier of imported(file)) {
      if (specifier.startsWith('.')) files.add(join(dirname(file), specifier))
      else packages.add(specifier)
    }
  }
  return { files: [...files], packages: [...packages] }
}
