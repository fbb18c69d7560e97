/** Place a group's tables and streams in memory. @module */
import type { Batch } from './batches.ts'
import type { Pass } from './buildPass.ts'
import { SLACK } from './engine.ts'
import { FIRST_SLICE_COLUMN } from './passProgram.ts'
import { streams, type GroupPlan, type Plan } from './plan.ts'

/** Bytes left between streams, so that equal indices do not fall on equal addresses modulo 4096. */
const LINE = 64

const align = (bytes: number): number => Math.ceil(bytes / 16) * 16

/** Where a group's tables and streams lie in memory, in bytes. */
export interface Regions {
  readonly uniforms: number
  readonly runs: number
  readonly rows: number
  readonly partials: number
  readonly sliceGathers: readonly number[]
  readonly sliceStreams: readonly number[]
  readonly streams: readonly number[]
  readonly end: number
}

/**
 * Place them one after another.
 *
 * @param window how many elements of each stream are in memory at a time
 * @param resident whether the leaves stay, so that streams no pass touches need a place too
 */
export const placeRegions = (
  plan: Plan,
  { group, levels, final }: GroupPlan,
  batches: readonly Batch[],
  window: number,
  resident: boolean,
): Regions => {
  const passes = [...levels, final].filter((pass) => pass !== undefined)
  const width = group.dtype === 'float32' ? 4 : 8
  const most = (count: (pass: Pass) => number): number => Math.max(0, ...passes.map(count))
  const runs = batches.reduce((longest, batch) => Math.max(longest, batch.leaves.length), 1)
  const slices = Math.max(0, ...plan.layout.sliceCounts)
  let end = 0
  const place = (bytes: number): number => {
    const at = end
    end = align(end + bytes)
    return at
  }
  const momentsHere = plan.moments.filter(({ home }) => home.leaves.includes(group.leaves[0]))
  const kept = resident ? [streams.gradient, streams.param, ...momentsHere.map(({ stream }) => stream)] : []
  const used = new Set([...passes.flatMap((pass) => pass.streams), ...kept])
  const last = Math.max(-1, ...used)
  // Where a step takes one branch of a selection, a value for each leaf may become one for the whole tree.
  const slicesRead = most((pass) => pass.slices.length)
  const rowsRead = most((pass) => pass.rows.length) + (plan.branches.length > 0 ? slicesRead : 0)
  const uniformsRead = most((pass) => pass.uniforms.length) + (plan.branches.length > 0 ? rowsRead : 0)
  return {
    uniforms: place(uniformsRead * 8),
    runs: place(runs * (FIRST_SLICE_COLUMN + plan.axes.length) * 4),
    rows: place(rowsRead * runs * width),
    partials: place(most((pass) => pass.runGathers.length) * runs * 8),
    sliceGathers: Array.from({ length: most((pass) => pass.sliceGathers.length) }, () => place(slices * 8 + SLACK)),
    sliceStreams: Array.from({ length: slicesRead }, () => place(slices * width + SLACK)),
    streams: Array.from({ length: last + 1 }, (_, stream) => (used.has(stream) ? place(window * width + LINE) : -1)),
    end: end + SLACK,
  }
}
