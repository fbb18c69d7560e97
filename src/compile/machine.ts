/** Run a plan: levels of reductions, then the pass that writes. @module */
import type { Extent, Scope } from '../expr/index.ts'
import type { Reduction } from '../expr/reduction.ts'
import type { FloatArray } from '../pytree/index.ts'
import { cutBatches, type Batch } from './batches.ts'
import type { Pass } from './buildPass.ts'
import type { Engine, EngineMemory, Kernel } from './engine.ts'
import { createHost, type Host } from './host.ts'
import type { Group } from './layout.ts'
import { FIRST_SLICE_COLUMN, isPerRun } from './passProgram.ts'
import type { GroupPasses } from './passes.ts'
import type { Plan } from './plan.ts'
import { placeRegions, type Regions } from './regions.ts'

/** The arrays a pure step reads and makes, by stream and leaf. */
export interface Exchange {
  readonly inputs: readonly (readonly FloatArray[] | undefined)[]
  /** Filled by the step with fresh arrays, those that functions of whole leaves are computed in among them. */
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

interface Views {
  readonly i32: Int32Array
  readonly f32: Float32Array
  readonly f64: Float64Array
}

/** Values by run: read from, or combined into, the entry of the run's leaf or slice. */
interface ByRun {
  readonly vector: Float64Array
  /** The choice of axes whose slices the entries are; -1 for leaves. */
  readonly axis: number
}

/** Partial results by run, and how they are combined. */
interface PartialsByRun extends ByRun {
  readonly combined: Reduction['combined']
}

const entryOf = ({ leaves, table, columns }: Batch, axis: number, run: number): number =>
  axis < 0 ? leaves[run] : table[run * columns + FIRST_SLICE_COLUMN + axis]

interface BoundPass {
  readonly pass: Pass
  readonly kernel: Kernel
  readonly rows: readonly ByRun[]
  readonly partials: readonly PartialsByRun[]
}

/** Everything needed to run the passes of one group. */
interface GroupMachine {
  readonly group: Group
  readonly memory: EngineMemory
  readonly regions: Regions
  readonly batches: readonly Batch[]
  readonly bind: (pass: Pass | undefined) => BoundPass | undefined
  /** Whether 0 has been added to every parameter, so that none is -0 any more, ever. */
  settled: boolean
}

/**
 * Give a plan memory.
 *
 * @param shared the memory that pure steps take turns in; without it each group gets its own and its leaves stay there
 */
export const createMachine = (plan: Plan, engine: Engine, shared?: EngineMemory): Machine => {
  const host = createHost(plan)
  const axisOf = (over: Scope | Extent): number =>
    typeof over === 'object' ? plan.axes.findIndex(({ name }) => name === over.name) : -1

  const groups = plan.groups.map((groupPlan): GroupMachine => {
    const { group } = groupPlan
    const batches = cutBatches(group, shared === undefined ? Infinity : WINDOW)
    const window = shared === undefined ? group.elements : Math.min(group.elements, WINDOW)
    const regions = placeRegions(plan, groupPlan, batches, window, shared === undefined)
    const memory = shared ?? engine.memory(regions.end)
    memory.grow(regions.end)
    const bound = new Map<Pass, BoundPass>()
    const bind = (pass: Pass | undefined): BoundPass | undefined => {
      if (pass === undefined) return undefined
      const known = bound.get(pass)
      if (known !== undefined) return known
      const made = {
        pass,
        kernel: engine.kernel(pass.program, memory),
        rows: pass.rows.map((expr) => ({ vector: host.vector(expr), axis: axisOf(expr.scope) })),
        partials: pass.runGathers.map((node) => ({
          vector: host.target(node),
          axis: axisOf(node.over),
          combined: node.reduction.combined,
        })),
      }
      bound.set(pass, made)
      return made
    }
    return { group, memory, regions, batches, bind, settled: false }
  })

  /** The passes of steps, by the branches they take as far as these are known. */
  const chosen = new Map([[plan.branches.map(() => '?').join(''), plan.undecided]])
  const chooseAt = (level: number): readonly GroupPasses[] => {
    let key = ''
    for (const branch of plan.branches) {
      key += branch.level > level ? '?' : host.vector(branch.condition)[0] === 0 ? '0' : '1'
    }
    const known = chosen.get(key)
    if (known !== undefined) return known
    const made = plan.passesWhen((condition) => {
      const digit = key[plan.branches.findIndex((branch) => branch.condition === condition)]
      return digit === '0' ? false : digit === '1' ? true : undefined
    })
    chosen.set(key, made)
    return made
  }

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

  const copyIn = (elements: FloatArray, at: number, batch: Batch, from: readonly (FloatArray | undefined)[]): void => {
    for (const { leaf, start, at: offset, count } of batch.stretches) {
      const source = from[leaf]
      if (source === undefined) continue
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

  const runPass = (machine: GroupMachine, bound: BoundPass | undefined, exchange: Exchange | undefined): void => {
    if (bound === undefined) return
    const { group, memory, regions, batches } = machine
    const { pass, kernel, rows, partials } = bound
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
      f64.fill(node.reduction.neutral, at, at + plan.layout.sliceCounts[axisOf(node.over)])
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
          const from = exchange.inputs[plannedStream] ?? exchange.outputs[plannedStream]
          copyIn(elements, regions.streams[plannedStream] / width, batch, from)
        }
      }
      const table = perRun ? batch.table : batch.flat
      i32.set(table, regions.runs / 4)
      const runCount = perRun ? batch.leaves.length : 1
      rows.forEach(({ vector, axis }, k) => {
        const at = regions.rows / width + k
        for (let run = 0; run < runCount; run++) elements[at + run * rows.length] = vector[entryOf(batch, axis, run)]
      })
      kernel({
        runs: regions.runs,
        runCount,
        uniforms: regions.uniforms,
        rows: regions.rows,
        partials: regions.partials,
        slices,
        streams: addresses,
      })
      partials.forEach(({ vector, axis, combined }, k) => {
        const at = regions.partials / 8 + k
        for (let run = 0; run < runCount; run++) {
          const entry = entryOf(batch, axis, run)
          vector[entry] = combined(vector[entry], f64[at + run * partials.length])
        }
      })
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
      const axis = axisOf(node.over)
      for (const leaf of group.leaves) {
        const { first, count } = plan.layout.leaves[leaf].slices[axis]
        vector.set(f64.subarray(at + first, at + first + count), first)
      }
    })
  }

  const view: Machine['view'] = (stream, leaf) => {
    const { group, offset, size, dtype } = plan.layout.leaves[leaf]
    const { memory, regions } = groups[group]
    const single = dtype === 'float32'
    const buffer = memory.buffer()
    const start = regions.streams[stream] + offset * (single ? 4 : 8)
    return single ? new Float32Array(buffer, start, size) : new Float64Array(buffer, start, size)
  }

  const depth = plan.reductions.length
  return {
    host,
    step: (exchange) => {
      host.evaluate(0)
      for (let level = 1; level <= depth; level++) {
        host.clear(level)
        const passes = chooseAt(level - 1).map((each) => each.level(level - 1))
        groups.forEach((machine, i) => runPass(machine, machine.bind(passes[i]), exchange))
        plan.computeWritten?.(
          passes,
          plan.layout,
          (stream, leaf) => (exchange === undefined ? view(stream, leaf) : exchange.outputs[stream][leaf]),
          engine.name === 'wasm',
        )
        host.evaluate(level)
      }
      const passes = chooseAt(depth)
      // All kernels are there before the first one writes.
      const last = groups.map((machine, i) => machine.bind(machine.settled ? passes[i].again : passes[i].final))
      groups.forEach((machine, i) => {
        runPass(machine, last[i], exchange)
        if (exchange === undefined && passes[i].settles) machine.settled = true
      })
    },
    view,
    bytes: () => groups.reduce((sum, { memory }) => sum + memory.buffer().byteLength, 0),
  }
}
