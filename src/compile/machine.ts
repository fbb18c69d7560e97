/** Run a plan: levels of reductions, then the pass that writes. @module */
import type { Expr } from '../expr/index.ts'
import type { ReduceNode } from '../expr/node.ts'
import type { FloatArray } from '../pytree/index.ts'
import { cutBatches, type Batch } from './batches.ts'
import type { Pass } from './buildPass.ts'
import { SLACK, type Engine, type EngineMemory, type Kernel } from './engine.ts'
import { createHost, type Host } from './host.ts'
import type { Group } from './layout.ts'
import { isPerRun } from './passProgram.ts'
import { streams, type GroupPlan, type Plan } from './plan.ts'

/** The arrays a pure step reads and makes, by stream and leaf. */
export interface Exchange {
  readonly inputs: readonly (readonly FloatArray[] | undefined)[]
  /** Filled by the step with fresh arrays. */
  readonly outputs: readonly (FloatArray | undefined)[][]
}

/** A plan with memory to run in. */
export interface Machine {
  readonly host: Host
  /** One step. Without an exchange the streams are resident. */
  readonly step: (exchange?: Exchange) => void
  /** The elements of a resident leaf in a stream, as a view. */
  readonly view: (stream: number, leaf: number) => FloatArray
  /** How many bytes its memories have. */
  readonly bytes: () => number
}

/** Elements of each stream in the window of a pure step: small enough for all streams to stay in cache. */
export const WINDOW = 8192

/** Bytes left between streams, so that equal indices do not fall on equal addresses modulo 4096. */
const LINE = 64

const align = (bytes: number): number => Math.ceil(bytes / 16) * 16

interface Views {
  readonly i32: Int32Array
  readonly f32: Float32Array
  readonly f64: Float64Array
}

/** Where a group's tables and streams lie in memory. */
interface Regions {
  readonly uniforms: number
  readonly runs: number
  readonly rows: number
  readonly partials: number
  readonly sliceGathers: readonly number[]
  readonly sliceStreams: readonly number[]
  readonly streams: readonly number[]
  readonly end: number
}

const placeRegions = (
  plan: Plan,
  { group, levels, final }: GroupPlan,
  batches: readonly Batch[],
  window: number,
  resident: boolean,
): Regions => {
  const passes = [...levels.filter((pass) => pass !== undefined), final]
  const width = group.dtype === 'float32' ? 4 : 8
  const most = (count: (pass: Pass) => number): number => Math.max(0, ...passes.map(count))
  const runs = batches.reduce((longest, batch) => Math.max(longest, batch.runs.length), 1)
  const slices = Math.max(0, ...plan.layout.sliceCounts)
  let end = 0
  const place = (bytes: number): number => {
    const at = end
    end = align(end + bytes)
    return at
  }
  const kept = resident ? [streams.gradient, streams.param, ...plan.moments.map(({ stream }) => stream)] : []
  const used = new Set([...passes.flatMap((pass) => pass.streams), ...kept])
  const last = Math.max(-1, ...used)
  return {
    uniforms: place(most((pass) => pass.uniforms.length) * 8),
    runs: place(runs * (2 + plan.axes.length) * 4),
    rows: place(most((pass) => (pass.rows.length > 0 ? runs * pass.rows.length : 0)) * width),
    partials: place(most((pass) => pass.runGathers.length) * runs * 8),
    sliceGathers: Array.from({ length: most((pass) => pass.sliceGathers.length) }, () => place(slices * 8 + SLACK)),
    sliceStreams: Array.from({ length: most((pass) => pass.slices.length) }, () => place(slices * width + SLACK)),
    streams: Array.from({ length: last + 1 }, (_, stream) => (used.has(stream) ? place(window * width + LINE) : -1)),
    end: end + SLACK,
  }
}

/** A reader of a hoisted value at a run. */
const readAtRun = (plan: Plan, host: Host, expr: Expr): ((batch: Batch, run: number) => number) => {
  const vector = host.vector(expr)
  const { scope } = expr
  if (typeof scope !== 'object') return (batch, run) => vector[batch.runs[run].leaf]
  const axis = plan.axes.findIndex(({ name }) => name === scope.name)
  return (batch, run) => vector[batch.runs[run].slices[axis]]
}

interface BoundPass {
  readonly pass: Pass
  readonly kernel: Kernel
  readonly rows: readonly ((batch: Batch, run: number) => number)[]
  readonly gatherAt: readonly ((batch: Batch, run: number) => number)[]
}

/** Everything needed to run the passes of one group. */
interface GroupMachine {
  readonly group: Group
  readonly memory: EngineMemory
  readonly regions: Regions
  readonly batches: readonly Batch[]
  readonly levels: readonly (BoundPass | undefined)[]
  readonly final: BoundPass
}

/**
 * Give a plan memory.
 *
 * @param shared the memory that pure steps take turns in; without it each group gets its own and its leaves stay there
 */
export const createMachine = (plan: Plan, engine: Engine, shared?: EngineMemory): Machine => {
  const host = createHost(plan)
  const axisNumber = (node: ReduceNode): number => {
    const { over } = node
    return typeof over === 'object' ? plan.axes.findIndex(({ name }) => name === over.name) : -1
  }

  const groups = plan.groups.map((groupPlan): GroupMachine => {
    const { group } = groupPlan
    const batches = cutBatches(group, shared === undefined ? Infinity : WINDOW)
    const window = shared === undefined ? group.elements : Math.min(group.elements, WINDOW)
    const regions = placeRegions(plan, groupPlan, batches, window, shared === undefined)
    const memory = shared ?? engine.memory(regions.end)
    memory.grow(regions.end)
    const bind = (pass: Pass): BoundPass => ({
      pass,
      kernel: engine.kernel(pass.program, memory),
      rows: pass.rows.map((expr) => readAtRun(plan, host, expr)),
      gatherAt: pass.runGathers.map((node) => {
        const axis = axisNumber(node)
        return axis < 0
          ? (batch: Batch, run: number) => batch.runs[run].leaf
          : (batch: Batch, run: number) => batch.runs[run].slices[axis]
      }),
    })
    return {
      group,
      memory,
      regions,
      batches,
      levels: groupPlan.levels.map((pass) => (pass === undefined ? undefined : bind(pass))),
      final: bind(groupPlan.final),
    }
  })

  const views = new WeakMap<ArrayBuffer, Views>()
  const viewsOf = (memory: EngineMemory): Views => {
    const buffer = memory.buffer()
    const known = views.get(buffer)
    if (known !== undefined) return known
    const words = Math.floor(buffer.byteLength / 8)
    const made = {
      i32: new Int32Array(buffer, 0, words * 2),
      f32: new Float32Array(buffer, 0, words * 2),
      f64: new Float64Array(buffer, 0, words),
    }
    views.set(buffer, made)
    return made
  }

  const copyIn = (elements: FloatArray, at: number, batch: Batch, from: readonly FloatArray[]): void => {
    for (const { leaf, start, at: offset, count } of batch.stretches) {
      const source = from[leaf]
      elements.set(source.length === count ? source : source.subarray(start, start + count), at + offset)
    }
  }

  const copyOut = (elements: FloatArray, at: number, batch: Batch, to: (FloatArray | undefined)[]): void => {
    for (const { leaf, start, at: offset, count } of batch.stretches) {
      const { size, dtype } = plan.layout.leaves[leaf]
      const [low, high] = [at + offset, at + offset + count]
      if (count === size) to[leaf] = elements.slice(low, high)
      else {
        const out = (to[leaf] ??= dtype === 'float32' ? new Float32Array(size) : new Float64Array(size))
        out.set(elements.subarray(low, high), start)
      }
    }
  }

  const runPass = (machine: GroupMachine, bound: BoundPass, exchange: Exchange | undefined): void => {
    const { group, memory, regions, batches } = machine
    const { pass, kernel, rows, gatherAt } = bound
    const { program } = pass
    const { i32, f32, f64 } = viewsOf(memory)
    const single = group.dtype === 'float32'
    const elements = single ? f32 : f64
    const width = single ? 4 : 8
    const perRun = isPerRun(program)

    const uniformsAt = regions.uniforms / width
    pass.uniforms.forEach((expr, i) => (elements[uniformsAt + i] = host.vector(expr)[0]))
    pass.slices.forEach((expr, k) => {
      const vector = host.vector(expr)
      elements.set(vector, regions.sliceStreams[k] / width)
    })
    pass.sliceGathers.forEach((node, k) => {
      const at = regions.sliceGathers[k] / 8
      f64.fill(node.reduction.neutral, at, at + plan.layout.sliceCounts[axisNumber(node)])
    })
    const slices = [
      ...pass.sliceGathers.map((_, k) => regions.sliceGathers[k]),
      ...pass.slices.map((_, k) => regions.sliceStreams[k]),
    ]
    const addresses = pass.streams.map((stream) => regions.streams[stream])

    for (const batch of batches) {
      if (exchange !== undefined) {
        for (const stream of pass.loads) {
          const plannedStream = pass.streams[stream]
          const from = exchange.inputs[plannedStream]
          if (from !== undefined) copyIn(elements, regions.streams[plannedStream] / width, batch, from)
        }
      }
      const table = perRun ? batch.table : batch.flat
      i32.set(table, regions.runs / 4)
      const runCount = perRun ? batch.runs.length : 1
      if (rows.length > 0) {
        let at = regions.rows / width
        for (let run = 0; run < runCount; run++) for (const read of rows) elements[at++] = read(batch, run)
      }
      kernel({
        runs: regions.runs,
        runCount,
        uniforms: regions.uniforms,
        rows: regions.rows,
        partials: regions.partials,
        slices,
        streams: addresses,
      })
      if (gatherAt.length > 0) {
        let at = regions.partials / 8
        for (let run = 0; run < runCount; run++) {
          for (let k = 0; k < gatherAt.length; k++) host.gather(pass.runGathers[k], gatherAt[k](batch, run), f64[at++])
        }
      }
      if (exchange !== undefined) {
        for (const stream of pass.stores) {
          const plannedStream = pass.streams[stream]
          copyOut(elements, regions.streams[plannedStream] / width, batch, exchange.outputs[plannedStream])
        }
      }
    }
    pass.sliceGathers.forEach((node, k) => {
      const vector = host.vector(node)
      const at = regions.sliceGathers[k] / 8
      const axis = axisNumber(node)
      for (const leaf of group.leaves) {
        const { first, count } = plan.layout.leaves[leaf].slices[axis]
        vector.set(f64.subarray(at + first, at + first + count), first)
      }
    })
  }

  const depth = plan.reductions.length
  return {
    host,
    step: (exchange) => {
      host.evaluate(0)
      for (let level = 1; level <= depth; level++) {
        host.clear(level)
        for (const machine of groups) {
          const pass = machine.levels[level - 1]
          if (pass !== undefined) runPass(machine, pass, exchange)
        }
        host.evaluate(level)
      }
      for (const machine of groups) runPass(machine, machine.final, exchange)
    },
    view: (stream, leaf) => {
      const { group, offset, size } = plan.layout.leaves[leaf]
      const { memory, regions } = groups[group]
      const single = plan.layout.leaves[leaf].dtype === 'float32'
      const buffer = memory.buffer()
      const start = regions.streams[stream] + offset * (single ? 4 : 8)
      return single ? new Float32Array(buffer, start, size) : new Float64Array(buffer, start, size)
    },
    bytes: () => groups.reduce((sum, { memory }) => sum + memory.buffer().byteLength, 0),
  }
}
