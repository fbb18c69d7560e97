/**
 * Runs a tool of this folder with what it needs installed: `node tools/run.js packed`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

if (!existsSync(`${folder}/node_modules`)) {
  console.error('tools/node_modules is missing: running `npm ci` in tools/ (about 75 MB)')
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 2, 2] })
  if (npm.status !== 0) process.exit(1)
}
const [, , tool] = process.argv
await import(`./${tool}.js`)
