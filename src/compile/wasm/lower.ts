/** Lower a pass program to the body of a WebAssembly function. @module */
import { OptfuseError } from '../../errors/OptfuseError.ts'
import type { Operation } from '../../expr/index.ts'
import { LANES } from '../engine.ts'
import type { Gather, Instruction, PassProgram } from '../passProgram.ts'
import type { Code, ModuleSource, ValueTypeName } from './assembler.ts'
import {
  accessOp,
  againWhen,
  call,
  f64Store,
  findOp,
  get,
  i32Const,
  i32Load,
  laneOp,
  loop,
  op,
  set,
  shuffle,
  vectorConst,
  when,
} from './instructions.ts'

type Apply = Extract<Instruction, { readonly kind: 'apply' }>

/** The operations a program calls back into the host for, in the order of the module's imports. */
export const importsOf = (program: PassProgram): readonly Operation[] => {
  const called = program.instructions.flatMap((each) =>
    each.kind === 'apply' && each.operation.wasm.kind === 'call' ? [each.operation] : [],
  )
  return [...new Map(called.map((operation) => [operation.name, operation])).values()]
}

const swapHalves = shuffle([8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7])

const instructionFor = (shape: string, name: string): Code => {
  const full = name.includes('.') ? name : `${shape}.${name}`
  const found = findOp(full)
  if (found === undefined) throw new OptfuseError('invalid-rule', `there is no WebAssembly instruction ${full}.`)
  return found
}

/** The module of a pass: its function takes the addresses of `KernelArguments`, flattened. */
export const lower = (program: PassProgram): ModuleSource => {
  const { dtype, instructions, stores, gathers, columns } = program
  const single = dtype === 'float32'
  const shape = single ? 'f32x4' : 'f64x2'
  const perVector = single ? 4 : 2
  const shift = single ? 2 : 3
  const width = 1 << shift
  const runGathers = gathers.filter((gather) => gather.into === 'run')
  const sliceGathers = gathers.filter((gather) => gather.into === 'slice')
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
  const scratch = local('v128')
  const streams = Array.from({ length: program.streams }, () => local('i32'))
  const slices = program.slices.map(() => local('i32'))
  const sliceSums = sliceGathers.map(() => local('i32'))
  const values = instructions.map(() => local('v128'))
  const accumulators = runGathers.map(() => Array.from({ length: LANES / 2 }, () => local('v128')))

  const literal = (value: number): Code =>
    vectorConst(single ? new Float32Array(4).fill(value) : new Float64Array(2).fill(value))
  const wideLiteral = (value: number): Code => vectorConst(new Float64Array(2).fill(value))
  const splatAt = (index: number): Code => accessOp(single ? 'v128.load32_splat' : 'v128.load64_splat', index * width)
  const asMask = (code: Code): Code => [code, literal(0), op(`${shape}.ne`)]
  const bump = (pointer: number, bytes: number): Code =>
    bytes === 0 ? [] : [get(pointer), i32Const(bytes), op('i32.add'), set(pointer)]

  /** Values that do not change within the step, or within the run. */
  const settle = (kind: 'step' | 'run'): Code =>
    instructions.map((each, i) => {
      if (kind === 'step' && each.kind === 'constant') return [literal(each.value), set(values[i])]
      const table =
        kind === 'step' && each.kind === 'uniform' ? uniforms : kind === 'run' && each.kind === 'row' ? rows : -1
      if (table < 0 || (each.kind !== 'uniform' && each.kind !== 'row')) return []
      const loaded = [get(table), splatAt(each.index)]
      return [each.type === 'boolean' ? asMask(loaded) : loaded, set(values[i])]
    })

  const imports = importsOf(program)

  const applyCode = ({ operation, args }: Apply): Code => {
    const { wasm } = operation
    const push = args.map((arg) => get(values[arg]))
    if (wasm.kind === 'instruction' && wasm.name === 'select') {
      return [push[1], push[2], push[0], op('v128.bitselect')]
    }
    if (wasm.kind === 'instruction') return [push, instructionFor(shape, wasm.name)]
    const index = imports.findIndex((each) => each.name === operation.name)
    const extract = (lane: number): Code =>
      push.map((code) =>
        single
          ? [code, laneOp('f32x4.extract_lane', lane), op('f64.promote_f32')]
          : [code, laneOp('f64x2.extract_lane', lane)],
      )
    const lanes = Array.from({ length: perVector }, (_, lane) => [
      extract(lane),
      call(index),
      single ? [op('f32.demote_f64'), laneOp('f32x4.replace_lane', lane)] : laneOp('f64x2.replace_lane', lane),
    ])
    return [push[0], lanes]
  }

  /** The float64 halves of a gather's prepared value, one or two vectors, each as code that pushes it. */
  const prepared = ({ reduction, args }: Gather, masked: boolean): readonly Code[] => {
    const argument = (arg: number): Code =>
      masked ? [get(values[arg]), literal(reduction.neutral), get(mask), op('v128.bitselect')] : get(values[arg])
    const half = (arg: number, high: boolean): Code =>
      single
        ? [
            argument(arg),
            high ? [set(scratch), get(scratch), get(scratch), swapHalves] : [],
            op('f64x2.promote_low_f32x4'),
          ]
        : argument(arg)
    return (single ? [false, true] : [false]).map((high) => {
      const [a, b = a] = args
      switch (reduction.prepare) {
        case 'identity':
          return half(a, high)
        case 'square':
          return [half(a, high), set(scratch), get(scratch), get(scratch), op('f64x2.mul')]
        case 'product':
          return [half(a, high), half(b, high), op('f64x2.mul')]
      }
    })
  }

  /**
   * Whether a condition holds anywhere, or everywhere, written as the largest or smallest of ones and zeros: the lanes keep
   * a mask of where it does, or does not, and no number is converted.
   */
  const truths = runGathers.map(({ reduction, args }) => {
    const chosen = instructions[args[0]]
    if (chosen.kind !== 'apply' || chosen.operation.name !== 'select') return undefined
    const [condition, one, zero] = chosen.args
    const is = (index: number, value: number): boolean => {
      const each = instructions[index]
      return each.kind === 'constant' && Object.is(each.value, value)
    }
    if (!is(one, 1) || !is(zero, 0)) return undefined
    return reduction.name === 'max'
      ? { condition, negated: false }
      : reduction.name === 'min'
        ? { condition, negated: true }
        : undefined
  })
  const foundTruth = ({ condition, negated }: { condition: number; negated: boolean }, masked: boolean): Code =>
    negated
      ? masked
        ? [get(mask), get(values[condition]), op('v128.andnot')]
        : [get(values[condition]), op('v128.not')]
      : [get(values[condition]), masked ? [get(mask), op('v128.and')] : []]

  /** The code of each operation, and of each gather: the same pieces in every vector of the unrolled loop. */
  const applied = instructions.map((each, i) => (each.kind === 'apply' ? [applyCode(each), set(values[i])] : []))
  const preparedWhole = gathers.map((gather) => prepared(gather, false))
  const preparedMasked = gathers.map((gather) => prepared(gather, true))

  /** One vector of elements, `vector` vectors after the pointers. */
  const body = (vector: number, masked: boolean): Code => {
    const offset = vector * 16
    const load = accessOp('v128.load', offset)
    const store = accessOp('v128.store', offset)
    const elements = instructions.map((each, i): Code => {
      switch (each.kind) {
        case 'load':
          return [get(streams[each.stream]), load, set(values[i])]
        case 'slice': {
          const loaded = [get(slices[each.index]), load]
          return [each.type === 'boolean' ? asMask(loaded) : loaded, set(values[i])]
        }
        case 'apply':
          return applied[i]
        default:
          return []
      }
    })
    const gathered = gathers.map((gather, k) => {
      const truth = gather.into === 'run' ? truths[gather.index] : undefined
      if (truth !== undefined) {
        const accumulator = accumulators[gather.index][vector]
        return [get(accumulator), foundTruth(truth, masked), op('v128.or'), set(accumulator)]
      }
      return (masked ? preparedMasked : preparedWhole)[k].map((code, half): Code => {
        const combined = op(`f64x2.${gather.reduction.combine}`)
        if (gather.into === 'run') {
          const accumulator = accumulators[gather.index][single ? vector * 2 + half : vector]
          return [get(accumulator), code, combined, set(accumulator)]
        }
        const at = offset * (8 / width) + half * 16
        const address = get(sliceSums[gather.index])
        return [address, address, accessOp('v128.load', at), code, combined, accessOp('v128.store', at)]
      })
    })
    const stored = stores.map(({ stream, value }): Code => {
      const address = get(streams[stream])
      const kept = [address, load, get(mask), op('v128.bitselect')]
      return [address, get(values[value]), masked ? kept : [], store]
    })
    return [elements, gathered, stored]
  }

  const advance = (vectors: number): Code => [
    streams.map((pointer) => bump(pointer, vectors * 16)),
    slices.map((pointer) => bump(pointer, vectors * 16)),
    sliceSums.map((pointer) => bump(pointer, vectors * perVector * 8)),
    bump(remaining, -vectors * perVector),
  ]
  const left = (atLeast: number): Code => [get(remaining), i32Const(atLeast), op('i32.ge_s')]
  /** Mark the lanes that are still within the run, `vector` vectors on. */
  const setMask = (vector: number): Code => [
    vectorConst(Int32Array.from(single ? [0, 1, 2, 3] : [0, 0, 1, 1], (lane) => lane + vector * perVector)),
    get(remaining),
    op('i32x4.splat'),
    op('i32x4.lt_s'),
    set(mask),
  ]

  const step = unroll * perVector
  const main = when(
    left(step),
    loop([
      Array.from({ length: unroll }, (_, vector) => body(vector, false)),
      advance(unroll),
      left(step),
      againWhen(),
    ]),
  )
  const tail =
    runGathers.length > 0
      ? Array.from({ length: unroll }, (_, vector) =>
          when(left(vector * perVector + 1), [setMask(vector), body(vector, true)]),
        )
      : when(left(1), loop([setMask(0), body(0, true), advance(1), left(1), againWhen()]))

  const pointerTo = (pointer: number, base: number, column: number, shiftBy: number): Code => [
    get(base),
    get(runs),
    i32Load(column * 4),
    i32Const(shiftBy),
    op('i32.shl'),
    op('i32.add'),
    set(pointer),
  ]
  const finish = runGathers.map((gather, k): Code => {
    const lanes = accumulators[k]
    const truth = truths[k]
    const combined = truth === undefined ? op(`f64x2.${gather.reduction.combine}`) : op('v128.or')
    const folds: Code[] = []
    for (let half = lanes.length / 2; half >= 1; half /= 2) {
      for (let i = 0; i < half; i++) {
        folds.push([get(lanes[i]), get(lanes[i + half]), combined, set(lanes[i])])
      }
    }
    if (truth !== undefined) {
      const found = [get(lanes[0]), op('v128.any_true'), truth.negated ? op('i32.eqz') : []]
      return [folds, get(partials), found, op('f64.convert_i32_u'), f64Store(k * 8)]
    }
    return [
      folds,
      get(partials),
      get(lanes[0]),
      get(lanes[0]),
      get(lanes[0]),
      swapHalves,
      combined,
      laneOp('f64x2.extract_lane', 0),
      f64Store(k * 8),
    ]
  })

  const run: Code = [
    streams.map((pointer, k) => pointerTo(pointer, streamBase + k, 0, shift)),
    slices.map((pointer, k) => pointerTo(pointer, sliceBase + k, program.slices[k], shift)),
    sliceSums.map((pointer, k) => pointerTo(pointer, sliceGatherBase + k, sliceGathers[k].column, 3)),
    get(runs),
    i32Load(4),
    set(remaining),
    settle('run'),
    runGathers.map((gather, k) =>
      accumulators[k].map((lane) => [wideLiteral(truths[k] === undefined ? gather.reduction.neutral : 0), set(lane)]),
    ),
    main,
    tail,
    finish,
    bump(runs, columns * 4),
    bump(rows, program.rows * width),
    bump(partials, runGathers.length * 8),
    bump(runCount, -1),
    get(runCount),
    againWhen(),
  ]
  return {
    imports: imports.map(({ name, argumentTypes }) => ({ name, arity: argumentTypes.length })),
    parameters,
    locals,
    body: [settle('step'), when(get(runCount), loop(run))],
  }
}
