/** A plan on a device: the arrays, the kernels, and a step. @module */
import { createHost, type Host } from '../compile/host.ts'
import { advanceScalars } from '../compile/slots.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { extra, type Expr } from '../expr/index.ts'
import type { ReduceNode } from '../expr/node.ts'
import { postorder } from '../expr/postorder.ts'
import type { FloatArray } from '../pytree/index.ts'
import { entriesOf, type Backend, type DeviceArray, type DeviceKernel, type Upload } from './backend.ts'
import { interleave, partsOf, takeApart } from './flat.ts'
import type { GpuPlan } from './gpuPlan.ts'
import type { PlannedKernel } from './kernelText.ts'

/** Steps after which the device may catch up: what it was given and has not done is memory. */
const STEPS_AHEAD = 8

/** A run's arrays and kernels on one device. */
export interface Session {
  readonly host: Host
  /** The buffer that gradients are read from. */
  readonly gradient: DeviceArray
  readonly writeGradients: (leaves: readonly FloatArray[]) => Promise<void>
  /** One step, with the extra arguments that the program reads. */
  readonly step: (extras: ReadonlyMap<string, number>) => Promise<void>
  /** The leaves of streams, the parameters or moments, by their numbers in the plan. */
  readonly readStreams: (wanted: readonly number[]) => Promise<ReadonlyMap<number, readonly Float32Array[]>>
  readonly readParams: () => Promise<readonly Float32Array[]>
  /** The parameters alone, as one array in blocks. */
  readonly params: () => Promise<DeviceArray>
  /** Bring the numbers of the state up to the last step. */
  readonly finish: () => Promise<void>
  readonly close: () => void
}

interface Bound {
  readonly planned: PlannedKernel
  /** Two copies where the result is read by the next run of the same kernel. */
  readonly copies: readonly DeviceKernel[]
}

const numberOf = (expr: Expr, host: Host): number =>
  // What only the lowering needs, such as the zero of a sign, is not among the values of the host.
  expr.kind === 'constant' || expr.kind === 'hyper' ? expr.value : host.vector(expr)[0]

/** The numbers of the state whose next value follows from a reduction. */
interface Measured {
  /** Whether the next step reads one of them. */
  readonly areRead: boolean
  /** The reductions that they follow from. */
  readonly from: readonly ReduceNode[]
}

const measuredSlots = ({ plan, isMeasured }: GpuPlan): Measured => {
  const { slots, update } = plan.program
  const measured = slots.filter(({ kind, after }) => kind !== 'moment' && isMeasured(after))
  const read = new Set(postorder([update, ...slots.map(({ after }) => after)]))
  const needed = postorder(measured.map(({ after }) => after))
  return {
    // A slot that the step only writes is read when somebody asks for the state.
    areRead: measured.some(({ before }) => read.has(before)),
    from: needed.filter((expr) => expr.kind === 'reduce'),
  }
}

/**
 * Put a plan on a device.
 *
 * @param initial the leaves of a stream at the beginning
 */
export const openSession = async (
  gpuPlan: GpuPlan,
  backend: Backend,
  initial: (stream: number) => readonly FloatArray[],
): Promise<Session> => {
  const { plan, flat, packs, kernels, tables, leaves, leafValues, sliceValues, reductions } = gpuPlan
  const { layout } = plan
  const host = createHost(plan)
  const depth = plan.reductions.length
  const measured = measuredSlots(gpuPlan)

  for (const { array } of [...packs, { array: gpuPlan.gradient }, ...tables]) {
    const [entries, most] = [entriesOf(array.shape), backend.maxEntries(array.shape.components)]
    if (entries > most) {
      throw new OptfuseError(
        'too-large',
        `${layout.elements} elements need an array of ${entries} entries with ${array.shape.components} numbers each; this device allows ${most}. Use the CPU engine, compile(opt, params), or split the parameters between runs.`,
      )
    }
  }

  const uploads: Upload[] = []
  const upload = (shape: DeviceArray['shape']): Upload => {
    const made = backend.upload(shape)
    uploads.push(made)
    return made
  }
  const arrays = new Map<string, DeviceArray>()
  const gradient = upload(gpuPlan.gradient.shape)
  await gradient.write([])
  arrays.set(gpuPlan.gradient.name, gradient.array)
  for (const { array, numbers } of tables) {
    const table = upload(array.shape)
    await table.write([{ at: 0, data: numbers }])
    arrays.set(array.name, table.array)
  }
  /** What the packs hold before the first step; the kernels' own results take their place. */
  const beginnings = new Map<string, Upload>()
  for (const { array, streams } of packs) {
    const beginning = backend.upload(array.shape)
    await beginning.write([
      {
        at: 0,
        data: interleave(
          flat,
          streams.map(({ stream }) => initial(stream)),
        ),
      },
    ])
    beginnings.set(array.name, beginning)
    arrays.set(array.name, beginning.array)
  }

  const bind = (planned: PlannedKernel, copies: number): Bound => ({
    planned,
    copies: Array.from({ length: copies }, () => backend.kernel(planned.text)),
  })
  const before = kernels.map((planned) => bind(planned, 1))
  const writers = packs.flatMap(({ kernel }) => (kernel === undefined ? [] : [bind(kernel, 2)]))
  const params = gpuPlan.params === undefined ? undefined : bind(gpuPlan.params, 1)

  const arrayOf = (name: string): DeviceArray => {
    const found = arrays.get(name)
    if (found === undefined) throw new OptfuseError('invalid-rule', `a kernel reads ${name} before anything wrote it.`)
    return found
  }
  const run = ({ planned, copies }: Bound, turn: number): Promise<DeviceArray> =>
    copies[turn % copies.length].run(
      planned.arrays.map(({ name }) => arrayOf(name)),
      planned.numbers.map((expr) => numberOf(expr, host)),
    )

  const leafTable = upload(leaves.shape)
  arrays.set(leaves.name, leafTable.array)
  const k = leafValues.length + 1
  let byLeaf: readonly number[] | undefined
  /** Write the table of leaves where it is not as it was. */
  const writeLeafTable = async (): Promise<void> => {
    const now = leafValues.flatMap((expr) => [...host.vector(expr)])
    if (byLeaf !== undefined && now.every((value, i) => value === byLeaf?.[i])) return
    byLeaf = now
    const data = new Float32Array(flat.blocks * k)
    flat.leafOf.forEach((leaf, block) => {
      data[block * k] = leaf
      leafValues.forEach((expr, i) => (data[block * k + 1 + i] = host.vector(expr)[leaf]))
    })
    await leafTable.write([{ at: 0, data }])
  }

  const sliceUploads = sliceValues.map(({ expr, array }) => {
    const made = upload(array.shape)
    arrays.set(array.name, made.array)
    return { expr, write: made.write }
  })
  const writeSliceValues = async (): Promise<void> => {
    for (const { expr, write } of sliceUploads) {
      const data = Float32Array.from(host.vector(expr))
      await write([{ at: 0, data: data.length === 0 ? new Float32Array(1) : data }])
    }
  }

  /** Whether the numbers of the state are still those before the last step. */
  let isBehind = false
  let steps = 0

  /** Read back the reductions that numbers of the state follow from, all at once, and compute these numbers. */
  const measure = async (): Promise<void> => {
    const needed = measured.from.flatMap((node) => reductions.get(node)?.array.name ?? [])
    const read = new Map(
      await Promise.all([...new Set(needed)].map(async (name) => [name, await backend.read(arrayOf(name))] as const)),
    )
    for (let level = 1; level <= depth; level++) {
      host.clear(level)
      for (const node of plan.reductions[level - 1]) {
        const cell = reductions.get(node)
        const numbers = cell === undefined ? undefined : read.get(cell.array.name)
        if (cell === undefined || numbers === undefined) continue
        const { components } = cell.array.shape
        const target = host.target(node)
        for (let i = 0; i * components < numbers.length; i++) target[i] = numbers[i * components + cell.component]
      }
      host.evaluate(level)
    }
  }
  const finish = async (): Promise<void> => {
    if (!isBehind) return
    if (measured.from.length > 0) await measure()
    advanceScalars(plan, host)
    isBehind = false
  }

  const paramsArray = async (): Promise<DeviceArray> =>
    params === undefined ? arrayOf(packs[0].array.name) : run(params, 0)

  return {
    host,
    gradient: gradient.array,
    writeGradients: (given) => gradient.write(partsOf(flat, given)),
    step: async (extras) => {
      if (isBehind) {
        if (measured.areRead) await finish()
        else advanceScalars(plan, host)
      }
      isBehind = false
      for (const [name, value] of extras) host.vector(extra(name)).fill(value)
      host.evaluate(0)
      await writeLeafTable()
      await writeSliceValues()
      for (const bound of before) arrays.set(bound.planned.result.name, await run(bound, 0))
      const written: (readonly [string, DeviceArray])[] = []
      for (const bound of writers) written.push([bound.planned.result.name, await run(bound, steps)])
      for (const [name, array] of written) {
        arrays.set(name, array)
        beginnings.get(name)?.destroy()
        beginnings.delete(name)
      }
      isBehind = true
      if (++steps % STEPS_AHEAD === 0) await backend.settle()
    },
    readStreams: async (wanted) => {
      const found = new Map<number, readonly Float32Array[]>()
      for (const { array, streams } of packs) {
        if (!streams.some(({ stream }) => wanted.includes(stream))) continue
        const numbers = await backend.read(arrayOf(array.name))
        streams.forEach(({ stream }, c) => found.set(stream, takeApart(flat, layout, numbers, streams.length, c)))
      }
      return found
    },
    readParams: async () => takeApart(flat, layout, await backend.read(await paramsArray()), 1, 0),
    params: paramsArray,
    finish,
    close: () => {
      for (const each of [...uploads, ...beginnings.values()]) each.destroy()
      for (const { copies } of [...before, ...writers, ...(params === undefined ? [] : [params])]) {
        for (const copy of copies) copy.destroy()
      }
      arrays.clear()
    },
  }
}
