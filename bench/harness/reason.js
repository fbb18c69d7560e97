// @ts-check
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Why something could not be measured, in one line and without the paths of this machine.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function reason(error) {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n')
  // A child process repeats its command first; the line that matters names an error.
  const telling = lines.find((line) => /^\w*Error\b/.test(line)) ?? lines[0]
  return telling
    .replace(/^Error: /, '')
    .replaceAll(`file://${ROOT}`, '')
    .replaceAll(ROOT, '')
}
