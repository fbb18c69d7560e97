// @ts-check
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { describe, render } from './render.js'

const FOLDER = new URL('../results/', import.meta.url)

/**
 * Keeps one suite's findings as `results/<name>.json`, in `results/quick/` for a quick run.
 *
 * @param {import('./render.js').Section} section
 * @param {boolean} quick
 */
export async function saveSection(section, quick) {
  const folder = folderOf(quick)
  await mkdir(folder, { recursive: true })
  await writeFile(new URL(`${section.name}.json`, folder), `${JSON.stringify(section, null, 2)}\n`)
}

/**
 * Rewrites `latest.md` from every suite kept so far, in the order given; a suite that this run left out keeps its last
 * figures, under its own date.
 *
 * @param {readonly string[]} order Names of suites.
 * @param {boolean} quick
 */
export async function writeLatest(order, quick) {
  const folder = folderOf(quick)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'))
  const place = (/** @type {string} */ file) =>
    (order.indexOf(file.slice(0, -5)) + order.length + 1) % (order.length + 1)
  files.sort((a, b) => place(a) - place(b) || a.localeCompare(b))
  const sections = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8').then(readSection)))
  const body = sections.map((section) => `${render(section)}\n\n${describe(section.machine)}; ${section.date}.`)
  const intro =
    'Medians over interleaved rounds; ± is half the distance between the quartiles. A ratio is the median of the ' +
    'ratios within each round.'
  await writeFile(new URL('latest.md', folder), `${['# Benchmark results', intro, ...body].join('\n\n')}\n`)
}

/** @param {boolean} quick */
const folderOf = (quick) => (quick ? new URL('quick/', FOLDER) : FOLDER)

/**
 * @param {string} text
 * @returns {import('./render.js').Section}
 */
const readSection = (text) => JSON.parse(text)
