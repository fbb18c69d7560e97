// @ts-check
import { spawn } from 'node:child_process'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/**
 * The Python contenders, kept in one child process and asked for one sample at a time, so that they take their turn in the
 * rounds like everyone else.
 *
 * @typedef {object} Python
 * @property {string} about The versions found.
 * @property {(name: string, size: number) => Promise<Omit<import('../harness/contender.js').Contender, 'name'>>} contender
 *   Throws when the library behind the name is missing.
 * @property {() => void} close
 */

/**
 * Starts `python3`, or what the environment variable OPTFUSE_PYTHON names.
 *
 * @returns {Promise<Python>}
 */
export async function startPython() {
  const script = fileURLToPath(new URL('peers.py', import.meta.url))
  const python = spawn(process.env.OPTFUSE_PYTHON ?? 'python3', [script], { stdio: ['pipe', 'pipe', 'ignore'] })
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]()
  const gone = new Promise((_, reject) => python.on('error', () => reject(new Error('python3 cannot be started'))))
  gone.catch(() => {})
  python.stdin.on('error', () => {})

  const answer = async () => {
    const { value, done } = /** @type {IteratorResult<string>} */ (await Promise.race([lines.next(), gone]))
    if (done) throw new Error('the Python process ended')
    return JSON.parse(value)
  }
  const ask = async (/** @type {string} */ request) => {
    python.stdin.write(`${request}\n`)
    const { error, ms } = await answer()
    if (error !== undefined) throw new Error(error)
    return ms
  }

  const found = await answer()
  const missing = (/** @type {string} */ name) => {
    const needed = name.startsWith('torch') ? ['torch'] : ['jax', 'optax']
    return needed.map((module) => found[`${module}Missing`]).find((reason) => reason !== undefined)
  }
  return {
    about: Object.entries(found)
      .filter(([name]) => !name.endsWith('Missing'))
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    contender: async (name, size) => {
      const reason = missing(name)
      if (reason !== undefined) throw new Error(reason)
      await ask(`run ${name} ${size} 1`)
      return { sample: (times) => ask(`run ${name} ${size} ${times}`), dispose: () => ask('free') }
    },
    close: () => python.stdin.end(),
  }
}
