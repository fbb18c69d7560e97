/**
 * Checks the library as it is packed: `npm run check:package`.
 *
 * - publint: what package.json says is true of the files, for bundlers and for Node;
 * - are the types wrong: every entry point resolves, with its types, in every way in which an ES module can be imported;
 * - npm audit: no known vulnerability in what the library depends on. It asks the registry; where that does not answer it
 *   says so, and does not fail.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

const root = fileURLToPath(new URL('..', import.meta.url))

const pack = () => {
  const place = mkdtempSync(join(tmpdir(), 'optfuse-pack-'))
  const flags = ['--json', '--ignore-scripts', '--pack-destination', place]
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', ...flags], { cwd: root, encoding: 'utf8' }))
  const tarball = new Uint8Array(readFileSync(join(place, filename)))
  rmSync(place, { recursive: true })
  return tarball
}

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

const tarball = pack()
const checks = {
  publint: await published(tarball),
  'are the types wrong': await typed(tarball),
  'npm audit': audited(),
}
for (const [name, problems] of Object.entries(checks)) {
  if (problems.unknown !== undefined) console.log(`${name}: not known, ${problems.unknown}`)
  else if (problems.length === 0) console.log(`${name}: nothing found`)
  else {
    console.log([`${name}:`, ...problems].join('\n  '))
    process.exitCode = 1
  }
}
