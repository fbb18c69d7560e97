// @ts-check
import { execFile } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/**
 * Runs one of the scripts in `children/` in a Node process of its own and reads the JSON it prints.
 *
 * @param {string} file
 * @param {readonly string[]} [options]
 * @param {Readonly<Record<string, string>>} [environment] Beside that of this process.
 * @returns {Promise<any>}
 */
export async function child(file, options = [], environment = {}) {
  const script = fileURLToPath(new URL(`../children/${file}`, import.meta.url))
  const { stdout } = await execute(process.execPath, ['--expose-gc', script, ...options], {
    env: { ...process.env, ...environment },
  })
  return JSON.parse(stdout)
}
