/** The reference engine: one operation at a time, no generated code. It defines the meaning. @module */
import { LANES, type Engine, type EngineMemory, type Kernel, type KernelArguments } from '../engine.ts'
import type { FloatArray } from '../../pytree/index.ts'
import { newFloatArray } from '../../pytree/floatArray.ts'
import type { Instruction, PassProgram } from '../passProgram.ts'

/** How many elements are worked on at a time. */
const CHUNK = 2048

/** So few numbers are copied one by one in less time than a view of them takes to make. */
const FEW = 64

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

const copy = (from: FloatArray, start: number, to: FloatArray, at: number, count: number): void => {
  if (count > FEW) to.set(from.subarray(start, start + count), at)
  else for (let i = 0; i < count; i++) to[at + i] = from[start + i]
}

const createKernel = (program: PassProgram, memory: EngineMemory): Kernel => {
  const { dtype, instructions, stores, gathers, columns } = program
  const width = dtype === 'float32' ? 4 : 8
  const values = instructions.map(() => newFloatArray(dtype, 0))
  const sliceGathers = gathers.filter(({ into }) => into === 'slice').length
  const gather = gathers[0]?.reduction.gather(program, values, LANES)
  let room = 0

  /** Small leaves take little room, and constants stay there. */
  const reserve = (count: number): void => {
    if (count <= room) return
    room = count
    instructions.forEach((each, i) => {
      values[i] = newFloatArray(dtype, count)
      if (each.kind === 'constant') values[i].fill(each.value)
    })
  }

  return (args: KernelArguments): void => {
    const buffer = memory.buffer()
    const length = Math.floor(buffer.byteLength / width)
    const elements = dtype === 'float32' ? new Float32Array(buffer, 0, length) : new Float64Array(buffer, 0, length)
    const runs = new Int32Array(buffer, args.runs, args.runCount * columns)
    const gathering = gather?.(buffer, args)

    const load = (instruction: Instruction, index: number, run: number, from: number, count: number): void => {
      const out = values[index]
      switch (instruction.kind) {
        case 'load':
          return copy(elements, args.streams[instruction.stream] / width + runs[run * columns] + from, out, 0, count)
        case 'constant':
          return
        case 'uniform':
          out.fill(elements[args.uniforms / width + instruction.index], 0, count)
          return
        case 'row':
          out.fill(elements[args.rows / width + run * program.rows + instruction.index], 0, count)
          return
        case 'slice': {
          const first = runs[run * columns + program.slices[instruction.index]] + from
          return copy(elements, args.slices[sliceGathers + instruction.index] / width + first, out, 0, count)
        }
        case 'apply':
          return applyOperation(instruction, values, out, count)
      }
    }

    for (let run = 0; run < args.runCount; run++) {
      const runLength = runs[run * columns + 1]
      gathering?.start()
      for (let from = 0; from < runLength; from += CHUNK) {
        const count = Math.min(CHUNK, runLength - from)
        reserve(count)
        instructions.forEach((instruction, index) => load(instruction, index, run, from, count))
        gathering?.gather(run, from, count)
        for (const { stream, value } of stores) {
          copy(values[value], 0, elements, args.streams[stream] / width + runs[run * columns] + from, count)
        }
      }
      gathering?.finish(run)
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
