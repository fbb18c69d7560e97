/** Cut a group's runs into batches that fit a window of memory. @module */
import type { Group, Run } from './layout.ts'
import { FIRST_SLICE_COLUMN } from './passProgram.ts'

/** A stretch of a leaf and where it stands in the window. */
export interface Stretch {
  readonly leaf: number
  readonly start: number
  readonly at: number
  readonly count: number
}

/** Runs that are worked on together. */
export interface Batch {
  /** The run table: per run its offset in the window, its count, and its first slices. */
  readonly table: Int32Array
  readonly columns: number
  /** The leaf of each run. */
  readonly leaves: Int32Array
  /** The run table of a pass that need not see the runs: one stretch. */
  readonly flat: Int32Array
  readonly stretches: readonly Stretch[]
}

const makeBatch = (runs: readonly Run[], offsets: readonly number[], elements: number): Batch => {
  const columns = FIRST_SLICE_COLUMN + (runs[0]?.slices.length ?? 0)
  const table = new Int32Array(runs.length * columns)
  const stretches: { leaf: number; start: number; at: number; count: number }[] = []
  runs.forEach((run, i) => {
    table.set([offsets[i], run.count, ...run.slices], i * columns)
    const last = stretches.at(-1)
    if (last?.leaf === run.leaf && last.at + last.count === offsets[i]) last.count += run.count
    else stretches.push({ leaf: run.leaf, start: run.start, at: offsets[i], count: run.count })
  })
  return {
    table,
    columns,
    leaves: Int32Array.from(runs, (run) => run.leaf),
    flat: Int32Array.from({ length: columns }, (_, i) => (i === 1 ? elements : 0)),
    stretches,
  }
}

/**
 * The batches of a group.
 *
 * @param window how many elements fit at a time; the whole group when it is resident
 */
export const cutBatches = (group: Group, window: number): readonly Batch[] => {
  const batches: Batch[] = []
  let runs: Run[] = []
  let offsets: number[] = []
  let elements = 0
  const close = (): void => {
    if (runs.length > 0) batches.push(makeBatch(runs, offsets, elements))
    runs = []
    offsets = []
    elements = 0
  }
  for (const run of group.runs()) {
    if (elements + run.count > window) close()
    runs.push(run)
    offsets.push(elements)
    elements += run.count
  }
  close()
  return batches
}
