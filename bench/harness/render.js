// @ts-check
import { verdict } from './report.js'

/**
 * @typedef {import('./report.js').Report & Header} Section
 *
 * @typedef {object} Header
 * @property {string} name
 * @property {string} title
 * @property {string} date
 * @property {import('./machine.js').Machine} machine
 */

/**
 * One suite's findings as markdown: read in a terminal and in a file alike.
 *
 * @param {Section} section
 */
export function render({ title, rows, checks, notes = [] }) {
  const times = table(
    ['contender', 'median', '±', 'best', 'rounds'],
    rows.map(({ name, ms }) =>
      ms
        ? [name, duration(ms.median), ms.rounds > 1 ? percent(ms.spread) : '', duration(ms.least), String(ms.rounds)]
        : [name, 'skipped', '', '', ''],
    ),
  )
  const figures = table(
    ['figure', 'measured', '±', 'target', ''],
    checks.map((check) => [
      check.what,
      check.value === undefined ? 'skipped' : number(check.value) + check.unit,
      check.spread === undefined ? '' : percent(check.spread),
      check.target === undefined ? '' : target(check.target, check.unit),
      verdict(check),
    ]),
  )
  const parts = [
    `## ${title}`,
    rows.length > 0 ? times : '',
    checks.length > 0 ? figures : '',
    ...notes,
    ...skips(rows, checks),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

/**
 * What is missing and why, one line a reason. A figure that lacks a contender is explained by the contender's line.
 *
 * @param {import('./report.js').Row[]} rows
 * @param {import('./report.js').Check[]} checks
 */
function skips(rows, checks) {
  /** @type {Map<string, string[]>} */
  const names = new Map()
  const note = (/** @type {string} */ name, /** @type {string | undefined} */ reason) => {
    if (reason !== undefined) names.set(reason, [...(names.get(reason) ?? []), name])
  }
  for (const { name, skipped } of rows) note(name, skipped)
  if (names.size === 0) for (const { what, skipped } of checks) note(what, skipped)
  return [...names].map(([reason, all]) => `Skipped: ${all.join('; ')} (${reason}).`)
}

/** @param {import('./machine.js').Machine} machine */
export const describe = ({ cpu, cores, memoryGiB, platform, node, v8, load }) =>
  `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${platform}; Node ${node} (V8 ${v8}); load ${load} at the start`

/**
 * @param {string[]} head
 * @param {string[][]} body
 */
function table(head, body) {
  const widths = head.map((title, column) => Math.max(3, title.length, ...body.map((row) => row[column].length)))
  // The first column reads left to right; figures line up on the right.
  const pad = (/** @type {string} */ cell, /** @type {number} */ column) =>
    column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(head.map(pad)), line(rule), ...body.map((row) => line(row.map(pad)))].join('\n')
}

/** @param {number} ms */
function duration(ms) {
  if (ms >= 1000) return `${number(ms / 1000)} s`
  return ms >= 0.1 ? `${number(ms)} ms` : `${number(ms * 1000)} µs`
}

/** @param {number} value */
const number = (value) =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(3)))

/** @param {number} fraction */
const percent = (fraction) => `${(fraction * 100).toFixed(1)} %`

/**
 * @param {import('./report.js').Target} each
 * @param {string} unit
 */
const target = (each, unit) => ('most' in each ? `≤ ${each.most}${unit}` : `≥ ${each.least}${unit}`)
