// @ts-check
import { isPresent } from './contender.js'
import { summarize } from './statistics.js'

/**
 * One line of times.
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {import('./statistics.js').Summary} [ms]
 * @property {string} [skipped] Why there is no time.
 */

/**
 * One figure, and what it should be.
 *
 * @typedef {object} Check
 * @property {string} what
 * @property {number} [value]
 * @property {number} [spread]
 * @property {string} unit Printed right behind the value: 'x', ' ms', ' %'.
 * @property {Target} [target]
 * @property {string} [skipped] Why there is no value.
 *
 * @typedef {{ most: number } | { least: number }} Target
 */

/**
 * What one suite found.
 *
 * @typedef {object} Report
 * @property {Row[]} rows
 * @property {Check[]} checks
 * @property {string[]} [notes]
 */

/** @typedef {import('./contender.js').Contender | import('./contender.js').Absent} Candidate */

/**
 * @param {readonly Candidate[]} candidates
 * @param {ReadonlyMap<string, readonly number[]>} samples
 * @returns {Row[]}
 */
export const timeRows = (candidates, samples) =>
  candidates.map((candidate) =>
    isPresent(candidate)
      ? { name: candidate.name, ms: summarize((samples.get(candidate.name) ?? []).filter((ms) => !Number.isNaN(ms))) }
      : { name: candidate.name, skipped: candidate.skipped },
  )

/**
 * How many times as long one contender takes as another: the median of the ratios within each round.
 *
 * @param {readonly Candidate[]} candidates
 * @param {ReadonlyMap<string, readonly number[]>} samples
 * @param {string} slow
 * @param {string} fast
 * @param {Target} [target]
 * @returns {Check}
 */
export function ratio(candidates, samples, slow, fast, target) {
  const what = `${slow} / ${fast}`
  const absent = candidates.find(({ name, ...rest }) => [slow, fast].includes(name) && 'skipped' in rest)
  const top = samples.get(slow)
  const bottom = samples.get(fast)
  if (top === undefined || bottom === undefined) {
    return { what, unit: 'x', skipped: absent ? `no ${absent.name}` : 'not measured', ...(target && { target }) }
  }
  const ratios = top.map((ms, round) => ms / bottom[round]).filter((each) => !Number.isNaN(each))
  const { median, spread } = summarize(ratios)
  return { what, value: median, spread, unit: 'x', ...(target && { target }) }
}

/**
 * @param {Check} check
 * @returns {'pass' | 'FAIL' | 'skipped' | ''}
 */
export function verdict({ value, target }) {
  if (target === undefined) return ''
  if (value === undefined) return 'skipped'
  return ('most' in target ? value <= target.most : value >= target.least) ? 'pass' : 'FAIL'
}
