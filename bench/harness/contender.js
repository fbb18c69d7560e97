// @ts-check
import { reason } from './reason.js'

/**
 * Something to be timed.
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {(times: number) => number | Promise<number>} sample Milliseconds per call: one call untimed, then the mean of
 *   `times` calls.
 * @property {() => Float32Array | Promise<Float32Array>} [read] The parameters as they stand, for checking that everyone
 *   does the same work.
 * @property {() => void | Promise<void>} [dispose]
 * @property {number} [maxRounds] For the very slow: take part in this many rounds only.
 */

/**
 * A contender that is not there, and why.
 *
 * @typedef {object} Absent
 * @property {string} name
 * @property {string} skipped
 */

/**
 * Builds a contender, or says why it cannot take part.
 *
 * @param {string} name
 * @param {() => Promise<Omit<Contender, 'name'>> | Omit<Contender, 'name'>} make
 * @returns {Promise<Contender | Absent>}
 */
export async function contender(name, make) {
  try {
    return { name, ...(await make()) }
  } catch (error) {
    return { name, skipped: reason(error) }
  }
}

/**
 * @param {Contender | Absent} candidate
 * @returns {candidate is Contender}
 */
export const isPresent = (candidate) => 'sample' in candidate

/**
 * The `sample` of a contender whose work is one synchronous call.
 *
 * @param {() => void} call
 * @returns {(times: number) => number}
 */
export const timed = (call) => (times) => {
  call()
  const start = performance.now()
  for (let i = 0; i < times; i += 1) call()
  return (performance.now() - start) / times
}

/**
 * The `sample` of a contender whose work is one awaited call.
 *
 * @param {() => Promise<void>} call
 * @returns {(times: number) => Promise<number>}
 */
export const timedAsync = (call) => async (times) => {
  await call()
  const start = performance.now()
  for (let i = 0; i < times; i += 1) await call()
  return (performance.now() - start) / times
}
