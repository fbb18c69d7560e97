/** The reference engine: one operation at a time, no generated code. It defines the meaning. @module */
import { LANES, type Engine, type EngineMemory, type Kernel, type KernelArguments } from '../engine.ts'
import { combinePartials } from '../../expr/reduction.ts'
import type { FloatArray } from '../../pytree/index.ts'
import { newFloatArray } from '../../pytree/floatArray.ts'
import type { Gather, Instruction, PassProgram } from '../passProgram.ts'

/** How many elements are worked on at a time. */
const CHUNK = 2048

const createMemory = (bytes: number): EngineMemory => {
  let buffer = new ArrayBuffer(bytes)
  return {
    buffer: () => buffer,
    grow: (needed) => {
      if (needed <= buffer.byteLength) return
      const larger = new ArrayBuffer(needed)
      new Uint8Array(larger).set(new Uint8Array(buffer))
      buffer = larger
    },
  }
}

const prepare = ({ reduction }: Gather, a: number, b: number): number =>
  reduction.prepare === 'identity' ? a : reduction.prepare === 'square' ? a * a : a * b

/** Combine the lanes pairwise: 0 with 4, 1 with 5 … then 0 with 2 … down to one. */
const combineLanes = (gather: Gather, lanes: Float64Array): number => {
  for (let half = LANES / 2; half >= 1; half /= 2) {
    for (let i = 0; i < half; i++) lanes[i] = combinePartials(gather.reduction.combine, lanes[i], lanes[i + half])
  }
  return lanes[0]
}

const applyOperation = (
  instruction: Extract<Instruction, { kind: 'apply' }>,
  values: readonly FloatArray[],
  out: FloatArray,
  count: number,
): void => {
  const { evaluate } = instruction.operation
  const [a, b = a, c = a] = instruction.args.map((arg) => values[arg])
  // Storing into a Float32Array is the one rounding of the operation.
  for (let i = 0; i < count; i++) out[i] = evaluate(a[i], b[i], c[i])
}

const createKernel = (program: PassProgram, memory: EngineMemory): Kernel => {
  const { dtype, instructions, stores, gathers, columns } = program
  const width = dtype === 'float32' ? 4 : 8
  const values = instructions.map(() => newFloatArray(dtype, CHUNK))
  const lanes = gathers.map(() => new Float64Array(LANES))
  const runGathers = gathers.filter((gather) => gather.into === 'run').length
  const sliceGathers = gathers.length - runGathers

  return (args: KernelArguments): void => {
    const buffer = memory.buffer()
    const view = (address: number, length: number): FloatArray =>
      dtype === 'float32' ? new Float32Array(buffer, address, length) : new Float64Array(buffer, address, length)
    const runs = new Int32Array(buffer, args.runs, args.runCount * columns)
    const uniforms = view(args.uniforms, program.uniforms)
    const rows = view(args.rows, args.runCount * program.rows)
    const partials = new Float64Array(buffer, args.partials, args.runCount * runGathers)

    const load = (instruction: Instruction, index: number, run: number, from: number, count: number): void => {
      const out = values[index]
      switch (instruction.kind) {
        case 'load':
          return out.set(view(args.streams[instruction.stream] + (runs[run * columns] + from) * width, count))
        case 'constant':
          out.fill(instruction.value, 0, count)
          return
        case 'uniform':
          out.fill(uniforms[instruction.index], 0, count)
          return
        case 'row':
          out.fill(rows[run * program.rows + instruction.index], 0, count)
          return
        case 'slice': {
          const first = runs[run * columns + program.slices[instruction.index]] + from
          return out.set(view(args.slices[sliceGathers + instruction.index] + first * width, count))
        }
        case 'apply':
          return applyOperation(instruction, values, out, count)
      }
    }

    const gather = (g: Gather, k: number, run: number, from: number, count: number): void => {
      const [a, b = a] = g.args.map((arg) => values[arg])
      if (g.into === 'slice') {
        const first = runs[run * columns + g.column] + from
        const sums = new Float64Array(buffer, args.slices[g.index] + first * 8, count)
        for (let i = 0; i < count; i++) sums[i] = combinePartials(g.reduction.combine, sums[i], prepare(g, a[i], b[i]))
      } else {
        const sums = lanes[k]
        for (let i = 0; i < count; i++)
          sums[i % LANES] = combinePartials(g.reduction.combine, sums[i % LANES], prepare(g, a[i], b[i]))
      }
    }

    for (let run = 0; run < args.runCount; run++) {
      const length = runs[run * columns + 1]
      gathers.forEach((g, k) => lanes[k].fill(g.reduction.neutral))
      for (let from = 0; from < length; from += CHUNK) {
        const count = Math.min(CHUNK, length - from)
        instructions.forEach((instruction, index) => load(instruction, index, run, from, count))
        gathers.forEach((g, k) => gather(g, k, run, from, count))
        for (const { stream, value } of stores) {
          view(args.streams[stream] + (runs[run * columns] + from) * width, count).set(values[value].subarray(0, count))
        }
      }
      gathers.forEach((g, k) => {
        if (g.into === 'run') partials[run * runGathers + g.index] = combineLanes(g, lanes[k])
      })
    }
  }
}

/** The engine that works under any content-security policy and that the others must equal bit for bit. */
export const referenceEngine: Engine = {
  name: 'reference',
  maxBytes: 2 ** 33,
  memory: createMemory,
  kernel: createKernel,
}
