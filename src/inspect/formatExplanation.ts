/** Make an explanation a text. @module */
import type { Explanation, ExplainedLeaf, ExplainedPass } from './explain.ts'

const counted = (count: number, what: string, plural = `${what}s`): string =>
  `${String(count)} ${count === 1 ? what : plural}`

const listed = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : names.join(', '))

/** Rows with their columns aligned. */
const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  )
}

const leafRow = ({ path, dtype, shape, stateBytes, decayed, frozen, links }: ExplainedLeaf): readonly string[] => [
  path === '' ? '(the root)' : path,
  dtype,
  `[${shape.join(', ')}]`,
  `${String(stateBytes)} B`,
  frozen ? 'frozen' : decayed ? 'yes' : 'no',
  listed(links),
]

const passLine = ({ stage, dtype, leaves, elements, reads, writes, gathers }: ExplainedPass): string =>
  `  ${String(stage)}. ${counted(elements, `${dtype} element`)} of ${counted(leaves.length, 'leaf', 'leaves')}: ` +
  `reads ${listed(reads)}; writes ${listed(writes)}${gathers.length === 0 ? '' : `; takes ${gathers.join(', ')}`}`

/** The formulas of leaves, each under the paths it holds for. */
const formulas = (leaves: readonly ExplainedLeaf[]): readonly string[] => {
  const paths = new Map<string, readonly string[]>()
  for (const { path, formula } of leaves) {
    const text = formula.text.map((line) => `  ${line}`).join('\n')
    paths.set(text, [...(paths.get(text) ?? []), path === '' ? '(the root)' : path])
  }
  return [...paths].flatMap(([text, at]) => [`all of it, for ${at.join(', ')}`, text, ''])
}

/**
 * What `explain` found as a text: the totals, a table of the leaves, the equations link by link and, where there are several
 * links, all in one for each kind of leaf; and the passes with the stage each belongs to.
 *
 * @example
 * formatExplanation(explain(momentum(0.9), { w: new Float32Array(10) }))
 * // 1 leaf, 10 elements, 40 bytes; 40 bytes of state; 1 stage, 160 bytes a step
 * //
 * // leaf  dtype    shape  state  decayed  links
 * // w     float32  [10]   40 B   no       momentum
 * //
 * // momentum (state)
 * //   count' = count + 1
 * //   ema' = decay * ema + (1 - decay) * update
 * //   update' = ema'
 * //
 * // passes
 * //   1. 10 float32 elements of 1 leaf: reads gradient, state.ema; writes update, state.ema
 */
export const formatExplanation = ({ leaves, links, passes, totals }: Explanation): string =>
  [
    `${counted(leaves.length, 'leaf', 'leaves')}, ${counted(totals.elements, 'element')}, ${String(totals.paramBytes)} bytes; ` +
      `${String(totals.stateBytes)} bytes of state; ${counted(totals.stages, 'stage')}, ${String(totals.bytesPerStep)} bytes a step`,
    '',
    ...table([['leaf', 'dtype', 'shape', 'state', 'decayed', 'links'], ...leaves.map(leafRow)]),
    '',
    ...links.flatMap(({ name, path, text }) => [`${name} (${path})`, ...text.map((line) => `  ${line}`), '']),
    ...(links.length > 1 ? formulas(leaves) : []),
    'passes',
    ...passes.map(passLine),
  ].join('\n')
