/** Lower a pass program to the body of a WebAssembly function. @module */
import type { LowerGathers } from '../../expr/gathers.ts'
import type { Operation } from '../../expr/index.ts'
import type { Code, ModuleSource, ValueTypeName } from '../../wasm/assembler.ts'
import { BLOCK, LANES } from '../engine.ts'
import type { Instruction, PassProgram } from '../passProgram.ts'
import {
  againWhen,
  call,
  extractLane,
  f32DemoteF64,
  f64PromoteF32,
  get,
  i32Add,
  i32Const,
  i32GeS,
  i32Load,
  i32Shl,
  i32x4LtS,
  i32x4Splat,
  loadSplat,
  loop,
  replaceLane,
  set,
  v128Bitselect,
  v128Load,
  v128Store,
  vectorConst,
  vectorNe,
  when,
} from '../../wasm/instructions.ts'
import { isSettled, stagesOf } from './stages.ts'

/** How many vectors are worked on in turn, where stages overlap. */
const STAGED = 2

type Apply = Extract<Instruction, { readonly kind: 'apply' }>

/** The operations a program calls back into the host for, in the order of the module's imports. */
export const importsOf = (program: PassProgram): readonly Operation[] => {
  const called = program.instructions.flatMap((instruction) =>
    instruction.kind === 'apply' && instruction.operation.wasm.kind === 'call' ? [instruction.operation] : [],
  )
  return [...new Map(called.map((operation) => [operation.name, operation])).values()]
}

/** For a pass that gathers nothing; reductions bring along how they are gathered. */
const nothingGathered: LowerGathers = () => ({
  start: '',
  gather: () => '',
  finish: '',
  eachRun: ({ alone }) => alone,
})

/** The code of each, in order. */
const each = <A>(items: readonly A[], code: (item: A, index: number) => Code): Code => items.map(code).join('')

/** The code for 0, 1 … below a count, in order. */
const times = (count: number, code: (index: number) => Code): Code =>
  Array.from({ length: count }, (_, index) => code(index)).join('')

/** The module of a pass: its function takes the addresses of `KernelArguments`, flattened. */
export const lower = (program: PassProgram): ModuleSource => {
  const { dtype, instructions, stores, columns } = program
  const single = dtype === 'float32'
  const perVector = single ? 4 : 2
  const shift = single ? 2 : 3
  const width = 1 << shift
  const runGathers = program.gathers.filter((gather) => gather.into === 'run')
  const sliceGathers = program.gathers.filter((gather) => gather.into === 'slice')
  const unroll = runGathers.length > 0 ? LANES / perVector : 4

  const [runs, runCount, uniforms, rows, partials] = [0, 1, 2, 3, 4]
  const sliceGatherBase = 5
  const sliceBase = sliceGatherBase + sliceGathers.length
  const streamBase = sliceBase + program.slices.length
  const parameters = streamBase + program.streams

  const locals: ValueTypeName[] = []
  const local = (type: ValueTypeName): number => parameters + locals.push(type) - 1
  const remaining = local('i32')
  const mask = local('v128')
  const streams = Array.from({ length: program.streams }, () => local('i32'))
  const slices = program.slices.map(() => local('i32'))
  const sliceSums = sliceGathers.map(() => local('i32'))
  const values = instructions.map(() => local('v128'))
  const lowerGathers = program.gathers[0]?.reduction.wasm ?? nothingGathered
  const gathers = lowerGathers(program, {
    lanes: LANES,
    values,
    mask,
    partials,
    sliceSums,
    vector: () => local('v128'),
  })
  const stages = stagesOf(program)
  /** Per instruction, where its value stands in the stage that works it out, and in each that reads it later. */
  const places = instructions.map((instruction, i) => [
    values[i],
    ...Array.from({ length: isSettled(instruction) ? 0 : stages.until[i] - stages.of[i] }, () => local('v128')),
  ])
  const placeIn = (stage: number, i: number): number => places[i][isSettled(instructions[i]) ? 0 : stage - stages.of[i]]

  const literal = (value: number): Code =>
    vectorConst(single ? new Float32Array(4).fill(value) : new Float64Array(2).fill(value))
  const splatAt = (index: number): Code => loadSplat[dtype](index * width)
  const asMask = (code: Code): Code => code + literal(0) + vectorNe[dtype]
  const bump = (pointer: number, bytes: number): Code =>
    bytes === 0 ? '' : get(pointer) + i32Const(bytes) + i32Add + set(pointer)

  /** Values that do not change within the step, or within the run. */
  const settle = (kind: 'step' | 'run'): Code =>
    each(instructions, (instruction, i) => {
      if (kind === 'step' && instruction.kind === 'constant') return literal(instruction.value) + set(values[i])
      if (instruction.kind !== (kind === 'step' ? 'uniform' : 'row')) return ''
      const loaded = get(kind === 'step' ? uniforms : rows) + splatAt(instruction.index)
      return (instruction.type === 'boolean' ? asMask(loaded) : loaded) + set(values[i])
    })

  const imports = importsOf(program)

  const applyCode = ({ operation, args }: Apply, reader: number): Code => {
    const { wasm } = operation
    const push = args.map((arg) => get(placeIn(reader, arg)))
    if (wasm.kind === 'select') return push[1] + push[2] + push[0] + v128Bitselect
    if (wasm.kind === 'instruction') return push.join('') + wasm[dtype]
    const index = imports.findIndex(({ name }) => name === operation.name)
    const widened = (lane: number): Code => extractLane[dtype](lane) + (single ? f64PromoteF32 : '')
    const narrowed = (lane: number): Code => (single ? f32DemoteF64 : '') + replaceLane[dtype](lane)
    const oneLane = (lane: number): Code => each(push, (code) => code + widened(lane)) + call(index) + narrowed(lane)
    return push[0] + times(perVector, oneLane)
  }

  /** The code of each operation: the same in every vector of the unrolled loop. */
  const applied = instructions.map((instruction, i) =>
    instruction.kind === 'apply' ? applyCode(instruction, stages.of[i]) + set(values[i]) : '',
  )

  /** One stage of the vector at an offset from the pointers; then what later stages read moves on. */
  const stage = (k: number, offset: number, masked = false): Code => {
    const load = v128Load(offset)
    const elements = each(instructions, (instruction, i) => {
      if (stages.of[i] !== k) return ''
      switch (instruction.kind) {
        case 'load':
          return get(streams[instruction.stream]) + load + set(values[i])
        case 'slice': {
          const loaded = get(slices[instruction.index]) + load
          return (instruction.type === 'boolean' ? asMask(loaded) : loaded) + set(values[i])
        }
        default:
          return applied[i]
      }
    })
    const stored = each(stores, ({ stream, value }) => {
      if (stages.of[value] !== k) return ''
      const address = get(streams[stream])
      const kept = masked ? address + load + get(mask) + v128Bitselect : ''
      return address + get(values[value]) + kept + v128Store(offset)
    })
    const moved = each(places, (kept, i) => {
      const age = k - stages.of[i]
      return age >= 0 && age + 1 < kept.length ? get(kept[age]) + set(kept[age + 1]) : ''
    })
    return elements + stored + moved
  }
  const lag = stages.last
  /** Stages `first` to `last`, the later first, where the last of all is `vector` vectors after the pointers. */
  const together = (vector: number, first: number, last: number): Code =>
    times(last - first + 1, (i) => stage(last - i, (vector + lag - last + i) * 16))

  const advance = (vectors: number): Code =>
    each([...streams, ...slices], (pointer) => bump(pointer, vectors * 16)) +
    each(sliceSums, (pointer) => bump(pointer, vectors * perVector * 8)) +
    bump(remaining, -vectors * perVector)
  const left = (atLeast: number): Code => get(remaining) + i32Const(atLeast) + i32GeS
  /** Mark the lanes that are still within the run, `vector` vectors on. */
  const setMask = (vector: number): Code =>
    vectorConst(Int32Array.from(single ? [0, 1, 2, 3] : [0, 0, 1, 1], (lane) => lane + vector * perVector)) +
    get(remaining) +
    i32x4Splat +
    i32x4LtS +
    set(mask)

  const fill = times(lag, (t) => together(t - lag, 0, t))
  const drain = times(lag, (t) => together(t, t + 1, lag))

  const many = lag > 0 ? STAGED : unroll
  const enough = left((lag + many) * perVector)
  const main = when(
    enough,
    fill +
      loop(
        times(many, (vector) => together(vector, 0, lag) + gathers.gather(vector, false)) +
          advance(many) +
          enough +
          againWhen(),
      ) +
      drain +
      advance(lag),
  )
  /** The lanes of a vector that are still within the run. */
  const rest = (vector: number): Code =>
    setMask(vector) + times(lag + 1, (k) => stage(k, vector * 16, true)) + gathers.gather(vector, true)
  const tail =
    runGathers.length > 0
      ? times(unroll, (vector) => when(left(vector * perVector + 1), rest(vector)))
      : when(left(1), loop(rest(0) + advance(1) + left(1) + againWhen()))

  const pointerTo = (pointer: number, base: number, column: number, shiftBy: number): Code =>
    get(base) + get(runs) + i32Load(column * 4) + i32Const(shiftBy) + i32Shl + i32Add + set(pointer)
  const begin =
    each(streams, (pointer, k) => pointerTo(pointer, streamBase + k, 0, shift)) +
    each(slices, (pointer, k) => pointerTo(pointer, sliceBase + k, program.slices[k], shift)) +
    each(sliceSums, (pointer, k) => pointerTo(pointer, sliceGatherBase + k, sliceGathers[k].column, 3)) +
    get(runs) +
    i32Load(4) +
    set(remaining)
  const pass = (count: number): Code =>
    bump(runs, count * columns * 4) +
    bump(rows, count * program.rows * width) +
    bump(partials, count * runGathers.length * 8) +
    bump(runCount, -count)
  const run = gathers.eachRun({
    alone: begin + settle('run') + gathers.start + main + tail + gathers.finish + pass(1),
    begin,
    stage: (vector, offset) => stage(0, vector * 16 + offset),
    advance: advance(unroll),
    pass,
    unroll,
    block: BLOCK,
    columns,
    runs,
    runCount,
    remaining,
  })
  return {
    imports: imports.map(({ name, argumentTypes }) => ({ name, arity: argumentTypes.length })),
    parameters,
    locals,
    body: settle('step') + when(get(runCount), loop(run + get(runCount) + againWhen())),
  }
}
