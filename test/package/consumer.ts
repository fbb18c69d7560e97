/** A project of its own with the packed library installed. @module */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

/** What of package.json the tests read. */
export interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>
  readonly peerDependencies: Readonly<Record<string, string>>
}

export const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** The names under which the package's modules are imported. */
export const entryPoints: readonly string[] = Object.keys(manifest.exports)
  .filter((entry) => !entry.endsWith('.json'))
  .map((entry) => join('optfuse', entry))

/** What a command printed, and whether it succeeded. */
export interface Outcome {
  readonly ok: boolean
  readonly printed: string
}

/** A project outside of the repository. */
export interface Consumer {
  readonly folder: string
  /** The files of the packed library. */
  readonly packed: readonly string[]
  /** Puts a package of the repository beside the library, as if it were installed. */
  readonly link: (name: string) => void
  /** Runs the command that the library brings. */
  readonly command: (...args: readonly string[]) => Outcome
  /** Runs an ES module in plain Node. */
  readonly node: (source: string) => Outcome
  /** Compiles a TypeScript file, the library's declarations with it; what it prints is about these. */
  readonly compile: (source: string, resolution: 'nodenext' | 'bundler') => Outcome
  /** How many types TypeScript makes of generic ones to check a file that it finds no errors in: the work, in no unit of time. */
  readonly instantiations: (source: string) => number
  readonly remove: () => void
}

const attempt = (command: string, args: readonly string[], cwd: string): Outcome => {
  try {
    return { ok: true, printed: execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' }) }
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string }
    return { ok: false, printed: stdout + stderr }
  }
}

const demand = (command: string, args: readonly string[], cwd: string): string => {
  const { ok, printed } = attempt(command, args, cwd)
  if (!ok) throw new Error(`${command} ${args.join(' ')} failed:\n${printed}`)
  return printed
}

/** Builds the library aside from dist, packs it, and installs the tarball, with what it depends on, in an empty project. */
export const makeConsumer = (): Consumer => {
  const place = mkdtempSync(join(tmpdir(), 'optfuse-package-'))
  const stage = join(place, 'stage')
  const folder = join(place, 'consumer')
  mkdirSync(stage)
  mkdirSync(folder)
  for (const file of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'bin', 'src']) {
    if (existsSync(join(root, file))) cpSync(join(root, file), join(stage, file), { recursive: true })
  }
  demand(process.execPath, [join('scripts', 'build.js'), '--no-check', '--out', join(stage, 'dist')], root)
  const [{ filename, files }]: readonly [{ filename: string; files: readonly { readonly path: string }[] }] =
    JSON.parse(demand('npm', ['pack', '--json', '--ignore-scripts', '--prefix', stage], stage))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))

  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder]
  demand('npm', ['install', ...flags, join(stage, filename)], folder)

  const check = (source: string, resolution: 'nodenext' | 'bundler', ...flags: readonly string[]): Outcome => {
    writeFileSync(join(folder, 'main.ts'), source)
    const options = {
      target: 'ES2022',
      lib: ['ES2022', 'DOM'],
      module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
      moduleResolution: resolution,
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      types: [],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['main.ts'] }))
    return attempt(process.execPath, [compiler, '-p', 'tsconfig.json', ...flags], folder)
  }

  return {
    folder,
    packed: files.map(({ path }) => path),
    link: (name) => {
      const target = join(folder, 'node_modules', name)
      mkdirSync(dirname(target), { recursive: true })
      symlinkSync(join(root, 'node_modules', name), target)
    },
    command: (...args) => attempt(join(folder, 'node_modules', '.bin', 'optfuse'), args, folder),
    node: (source) => {
      writeFileSync(join(folder, 'main.js'), source)
      return attempt(process.execPath, ['main.js'], folder)
    },
    compile: (source, resolution) => {
      const { printed } = check(source, resolution)
      // Of the peers' declarations not all check without the settings of their own.
      const ours = printed.split('\n').filter((line) => /^(?:main\.ts|node_modules\/optfuse\/)/.test(line))
      return { ok: ours.length === 0, printed: ours.join('\n') }
    },
    instantiations: (source) => {
      const { ok, printed } = check(source, 'bundler', '--skipLibCheck', '--extendedDiagnostics')
      if (!ok) throw new Error(printed)
      return Number(/^Instantiations:\s+(\d+)/m.exec(printed)?.[1])
    },
    remove: () => {
      rmSync(place, { recursive: true, force: true })
    },
  }
}
