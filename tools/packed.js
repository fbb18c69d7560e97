/**
 * Checks the library as it is packed: `npm run check:package`.
 *
 * - publint: what package.json says is true of the files, for bundlers and for Node;
 * - are the types wrong: every entry point resolves, with its types, in every way in which an ES module can be imported;
 * - TypeScript: the declarations of every entry point are free of errors in the oldest version that the README promises, in
 *   the one before the present one, and in the present one, without the types of browsers or of Node;
 * - npm audit: no known vulnerability in what the library depends on. It asks the registry; where that does not answer it
 *   says so, and does not fail.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

const root = fileURLToPath(new URL('..', import.meta.url))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const place = mkdtempSync(join(tmpdir(), 'optfuse-pack-'))

const pack = () => {
  const flags = ['--json', '--ignore-scripts', '--pack-destination', place]
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', ...flags], { cwd: root, encoding: 'utf8' }))
  return join(place, filename)
}

/** A project with the packed library in it, and what it depends on beside it. */
const install = (file) => {
  const folder = join(place, 'project')
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'optfuse'), { recursive: true })
  execFileSync('tar', ['-xzf', file, '-C', join(modules, 'optfuse'), '--strip-components=1'])
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  const entries = Object.keys(manifest.exports).filter((entry) => !entry.endsWith('.json'))
  const source = entries.map((entry, i) => `export * as entry${i} from '${join('optfuse', entry)}'\n`)
  writeFileSync(join(folder, 'main.mts'), source.join(''))
  return folder
}

const versions = [
  createRequire(import.meta.url).resolve('typescript-oldest/package.json'),
  createRequire(import.meta.url).resolve('typescript/package.json'),
  createRequire(join(root, 'package.json')).resolve('typescript/package.json'),
]

const compiled = (folder) =>
  versions.flatMap((at, i) => {
    const version = JSON.parse(readFileSync(at, 'utf8')).version.split('.', 2).join('.')
    const promise = `TypeScript ${version} or later`
    const kept = i > 0 || readFileSync(join(root, 'README.md'), 'utf8').includes(promise)
    const flags = ['--target', 'ES2022', '--lib', 'ES2022', '--module', 'nodenext', '--strict', '--noEmit']
    const { stdout } = spawnSync(process.execPath, [join(dirname(at), 'bin', 'tsc'), ...flags, 'main.mts'], {
      cwd: folder,
      encoding: 'utf8',
    })
    // Not all of the peers' own declarations are free of errors.
    const ours = stdout.split('\n').filter((line) => /^(?:error|main|node_modules\/optfuse\/)/.test(line))
    const errors = ours.map((line) => `${version}: ${line}`)
    return kept ? errors : [`README.md does not say "${promise}"`, ...errors]
  })

const published = async (tarball) => {
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true })
  return messages.map((message) => formatMessage(message, pkg, { color: false }))
}

/** CommonJS can only load an ES module with `import()`, and the oldest resolution does not know entry points. */
const expected = new Set(['CJSResolvesToESM', 'NoResolution node10'])

const typed = async (tarball) => {
  const { problems } = await checkPackage(createPackageFromTarballData(tarball))
  return problems
    .filter(({ kind, resolutionKind }) => !expected.has(kind) && !expected.has(`${kind} ${resolutionKind}`))
    .map(({ kind, entrypoint = '', resolutionKind = '', ...rest }) =>
      [kind, entrypoint, resolutionKind, JSON.stringify(rest)].join(' '),
    )
}

const audited = () => {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: root, encoding: 'utf8' })
  const { vulnerabilities, message } = JSON.parse(stdout)
  if (vulnerabilities === undefined) return { unknown: `the registry does not answer: ${message}` }
  return Object.entries(vulnerabilities).map(([name, { severity }]) => `${name}: ${severity}`)
}

const file = pack()
const tarball = new Uint8Array(readFileSync(file))
const checks = {
  publint: await published(tarball),
  'are the types wrong': await typed(tarball),
  TypeScript: compiled(install(file)),
  'npm audit': audited(),
}
rmSync(place, { recursive: true })
for (const [name, problems] of Object.entries(checks)) {
  if (problems.unknown !== undefined) console.log(`${name}: not known, ${problems.unknown}`)
  else if (problems.length === 0) console.log(`${name}: nothing found`)
  else {
    console.log([`${name}:`, ...problems].join('\n  '))
    process.exitCode = 1
  }
}
