/** The reference engine: one operation at a time, no generated code. It defines the meaning. @module */
import { LANES, type Engine, type EngineMemory, type Kernel, type KernelArguments } from '../engine.ts'
import type { FloatArray } from '../../pytree/index.ts'
import { newFloatArray } from '../../pytree/floatArray.ts'
import type { Instruction, PassProgram } from '../passProgram.ts'

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
  const sliceGathers = gathers.filter(({ into }) => into === 'slice').length
  const gather = gathers[0]?.reduction.gather(program, values, LANES)

  return (args: KernelArguments): void => {
    const buffer = memory.buffer()
    const view = (address: number, length: number): FloatArray =>
      dtype === 'float32' ? new Float32Array(buffer, address, length) : new Float64Array(buffer, address, length)
    const runs = new Int32Array(buffer, args.runs, args.runCount * columns)
    const uniforms = view(args.uniforms, program.uniforms)
    const rows = view(args.rows, args.runCount * program.rows)
    const gathering = gather?.(buffer, args)

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

    for (let run = 0; run < args.runCount; run++) {
      const length = runs[run * columns + 1]
      gathering?.start()
      for (let from = 0; from < length; from += CHUNK) {
        const count = Math.min(CHUNK, length - from)
        instructions.forEach((instruction, index) => load(instruction, index, run, from, count))
        gathering?.gather(run, from, count)
        for (const { stream, value } of stores) {
          view(args.streams[stream] + (runs[run * columns] + from) * width, count).set(values[value].subarray(0, count))
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
