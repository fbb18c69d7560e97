/** What gathering reductions means: one element after another, no generated code. @module */
import type { FloatArray } from '../pytree/index.ts'
import type { Gather, PassProgram } from './passProgram.ts'

/** Where in memory a pass finds what gathering works with, in bytes. */
export interface GatherAddresses {
  /** The run table. */
  readonly runs: number
  readonly runCount: number
  /** Partial results: one float64 per run and gather. */
  readonly partials: number
  /** The float64 sums of each slice gather. */
  readonly slices: readonly number[]
}

/** Gathers runs, each a piece at a time. */
export interface Gathering {
  /** At the start of a run. */
  readonly start: () => void
  /** For as many elements, of which the first is so far into the run. */
  readonly gather: (run: number, from: number, count: number) => void
  /** At the end of a run: leaves the partial results. */
  readonly finish: (run: number) => void
}

/**
 * Gathers what a program does, of the values of its instructions: element i of a run into lane i mod `lanes`, and the lanes
 * pairwise at the end.
 */
export type GatherNumbers = (
  program: PassProgram,
  values: readonly FloatArray[],
  lanes: number,
) => (buffer: ArrayBuffer, addresses: GatherAddresses) => Gathering

/** Combine the lanes pairwise: of eight 0 with 4, 1 with 5 … then 0 with 2 … down to one. */
const combineLanes = ({ reduction }: Gather, lanes: Float64Array): number => {
  for (let half = lanes.length / 2; half >= 1; half /= 2) {
    for (let i = 0; i < half; i++) lanes[i] = reduction.combined(lanes[i], lanes[i + half])
  }
  return lanes[0]
}

/** How reductions are gathered by their meaning. */
export const gatherNumbers: GatherNumbers = ({ gathers, columns }, values, lanes) => {
  const lanesOf = gathers.map(() => new Float64Array(lanes))
  const inRuns = gathers.filter(({ into }) => into === 'run').length

  return (buffer, addresses) => {
    const runs = new Int32Array(buffer, addresses.runs, addresses.runCount * columns)
    const partials = new Float64Array(buffer, addresses.partials, addresses.runCount * inRuns)
    return {
      start: () => gathers.forEach(({ reduction }, k) => lanesOf[k].fill(reduction.neutral)),
      gather: (run, from, count) =>
        gathers.forEach(({ reduction: { prepared, combined }, args, into, index, column }, k) => {
          const [a, b = a] = args.map((arg) => values[arg])
          const first = runs[run * columns + column] + from
          const sums =
            into === 'run' ? lanesOf[k] : new Float64Array(buffer, addresses.slices[index] + first * 8, count)
          for (let i = 0; i < count; i++) {
            const at = i % sums.length
            sums[at] = combined(sums[at], prepared(a[i], b[i]))
          }
        }),
      finish: (run) =>
        gathers.forEach((each, k) => {
          if (each.into === 'run') partials[run * inRuns + each.index] = combineLanes(each, lanesOf[k])
        }),
    }
  }
}
