// @ts-check
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('..', import.meta.url))

/**
 * Installs what only the benchmark needs, the first time: `npm ci` in `bench/`.
 *
 * @param {(line: string) => void} log
 * @returns {Promise<void>} Settles when npm is done, well or badly; contenders that are missing say so themselves.
 */
export async function installPeers(log) {
  if (existsSync(`${FOLDER}/node_modules`)) return
  log('bench/node_modules is missing: running `npm ci` in bench/ (about 75 MB; leave it out with --no-peers)')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const code = await new Promise((resolve) => {
    spawn(npm, ['ci', '--no-audit', '--no-fund'], { cwd: FOLDER, stdio: ['ignore', 2, 2], shell: npm.endsWith('cmd') })
      .on('error', () => resolve('no npm'))
      .on('close', resolve)
  })
  if (code !== 0) log(`npm ci failed (${code}): going on without the peers`)
}
