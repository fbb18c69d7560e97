/** The part of a pass that gathers reductions: lanes of float64 sums, folded at the end of a run. @module */
import type { Code } from '../wasm/assembler.ts'
import {
  againWhen,
  either,
  extractLane,
  f64ConvertI32U,
  f64Store,
  f64x2PromoteLowF32x4,
  get,
  i32And,
  i32Const,
  i32Eq,
  i32Eqz,
  i32GeS,
  i32Load,
  loop,
  set,
  shuffle,
  v128And,
  v128Andnot,
  v128AnyTrue,
  v128Bitselect,
  v128Load,
  v128Not,
  v128Or,
  v128Store,
  vectorAdd,
  vectorConst,
  vectorMax,
  vectorMin,
  vectorMul,
} from '../wasm/instructions.ts'
import type { Gather, PassProgram } from './passProgram.ts'

/** Where a pass keeps what gathering works with: numbers of locals. */
export interface GatherPlace {
  /** How many elements in a row are gathered apart from each other; folded pairwise at the end. */
  readonly lanes: number
  /** Per instruction, its value. */
  readonly values: readonly number[]
  /** In a masked vector, the lanes within the run. */
  readonly mask: number
  /** The address of the partial results of the run. */
  readonly partials: number
  /** The address of the next sum of each slice gather. */
  readonly sliceSums: readonly number[]
  /** A new local vector. */
  readonly vector: () => number
}

/** The code of a pass for one run, and the parts it is put together from. */
export interface RunCode {
  readonly alone: Code
  /** Sets the pointers and what remains to those of the next run. */
  readonly begin: Code
  /** Works on one vector, `vector` vectors and `offset` bytes after the pointers. */
  readonly stage: (vector: number, offset: number) => Code
  /** Moves the pointers on by as many vectors as are unrolled. */
  readonly advance: Code
  /** Goes on to the run after the next `count`. */
  readonly pass: (count: number) => Code
  readonly unroll: number
  /** The elements of a whole block, and the columns of the run table. */
  readonly block: number
  readonly columns: number
  /** Locals: the address of the run table, how many runs are left, how many elements of this one. */
  readonly runs: number
  readonly runCount: number
  readonly remaining: number
}

/** The code that gathers. */
export interface GatherCode {
  /** At the start of a run. */
  readonly start: Code
  /** For one vector, `vector` vectors after the pointers; with `masked`, only for its lanes within the run. */
  readonly gather: (vector: number, masked: boolean) => Code
  /** At the end of a run: leaves the partial results. */
  readonly finish: Code
  /** Does the next run, or several of them. */
  readonly eachRun: (run: RunCode) => Code
}

const combining = { add: vectorAdd, max: vectorMax, min: vectorMin }

const swapHalves = shuffle([8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7])

type Gathering = Omit<GatherCode, 'eachRun'>

/** A gather that asks whether a condition holds anywhere or, negated, everywhere. */
interface Truth {
  readonly condition: number
  readonly negated: boolean
}

/**
 * Whether a condition holds anywhere, or everywhere, written as the largest or smallest of ones and zeros: the lanes keep
 * a mask of where it does, or does not, and no number is converted.
 */
const truthOf = ({ instructions }: PassProgram, { reduction, args, into }: Gather): Truth | undefined => {
  const chosen = instructions[args[0]]
  if (into !== 'run' || chosen.kind !== 'apply' || chosen.operation.name !== 'select') return undefined
  const [condition, one, zero] = chosen.args
  const is = (index: number, value: number): boolean => {
    const each = instructions[index]
    return each.kind === 'constant' && Object.is(each.value, value)
  }
  if (!is(one, 1) || !is(zero, 0) || (reduction.name !== 'max' && reduction.name !== 'min')) return undefined
  return { condition, negated: reduction.name === 'min' }
}

/**
 * Whether two whole blocks can be gathered side by side: a processor reads two streams from memory faster than one, and each
 * block has its own partial results. Nothing but the elements may differ between the two.
 */
const isPairable = ({ gathers, stores, rows, slices }: PassProgram): boolean =>
  gathers.every(({ into }) => into === 'run') && stores.length === 0 && rows === 0 && slices.length === 0

/** Where the next two runs are whole blocks, both at once; they lie one after another. */
const inPairs = (
  { alone, begin, stage, advance, pass, unroll, block, columns, runs, runCount, remaining }: RunCode,
  both: readonly Gathering[],
  bytes: number,
): Code => {
  const isBlock = (run: number): Code => get(runs) + i32Load((run * columns + 1) * 4) + i32Const(block) + i32Eq + i32And
  const each = (code: (part: Gathering, k: number) => Code): Code => both.map(code).join('')
  const vectors = Array.from({ length: unroll }, (_, vector) =>
    each(({ gather }, k) => stage(vector, k * block * bytes) + gather(vector, false)),
  )
  return either(
    get(runCount) + i32Const(2) + i32GeS + isBlock(0) + isBlock(1),
    begin +
      each(({ start }) => start) +
      loop(vectors.join('') + advance + get(remaining) + againWhen()) +
      each(({ finish }) => finish) +
      pass(2),
    alone,
  )
}

/** Lowers what a program gathers. */
export type LowerGathers = (program: PassProgram, place: GatherPlace) => GatherCode

/** The gathers of one run; `after` is how many bytes after their address its partial results begin. */
const gathering = (
  program: PassProgram,
  { lanes, values, mask, partials, sliceSums, vector: newVector }: GatherPlace,
  after: number,
): Gathering => {
  const single = program.dtype === 'float32'
  const width = single ? 4 : 8
  const scratch = newVector()
  const lanesOf = program.gathers.map(({ into }) =>
    into === 'run' ? Array.from({ length: lanes / 2 }, newVector) : [],
  )
  const truths = program.gathers.map((gather) => truthOf(program, gather))
  const wideLiteral = (value: number): Code => vectorConst(new Float64Array(2).fill(value))
  const neutral = (value: number): Code =>
    vectorConst(single ? new Float32Array(4).fill(value) : new Float64Array(2).fill(value))

  /** The float64 halves of a gather's prepared value, one or two vectors, each as code that pushes it. */
  const prepared = ({ reduction, args }: Gather, masked: boolean): readonly Code[] => {
    const argument = (arg: number): Code =>
      get(values[arg]) + (masked ? neutral(reduction.neutral) + get(mask) + v128Bitselect : '')
    const half = (arg: number, high: boolean): Code =>
      single
        ? argument(arg) + (high ? set(scratch) + get(scratch) + get(scratch) + swapHalves : '') + f64x2PromoteLowF32x4
        : argument(arg)
    return (single ? [false, true] : [false]).map((high) => {
      const [a, b = a] = args
      switch (reduction.prepare) {
        case 'identity':
          return half(a, high)
        case 'square':
          return half(a, high) + set(scratch) + get(scratch) + get(scratch) + vectorMul.float64
        case 'product':
          return half(a, high) + half(b, high) + vectorMul.float64
      }
    })
  }
  /** The same code in every vector of the unrolled loop. */
  const whole = program.gathers.map((gather) => prepared(gather, false))
  const partial = program.gathers.map((gather) => prepared(gather, true))

  const found = ({ condition, negated }: Truth, masked: boolean): Code => {
    const holds = get(values[condition])
    if (negated) return masked ? get(mask) + holds + v128Andnot : holds + v128Not
    return masked ? holds + get(mask) + v128And : holds
  }

  const gatherOne = (k: number, vector: number, masked: boolean): Code => {
    const { into, index, reduction } = program.gathers[k]
    const truth = truths[k]
    if (truth !== undefined) {
      const lane = lanesOf[k][vector]
      return get(lane) + found(truth, masked) + v128Or + set(lane)
    }
    const combined = combining[reduction.combine].float64
    const halves = (masked ? partial : whole)[k].map((code, half): Code => {
      if (into === 'run') {
        const lane = lanesOf[k][single ? vector * 2 + half : vector]
        return get(lane) + code + combined + set(lane)
      }
      const at = vector * 16 * (8 / width) + half * 16
      const address = get(sliceSums[index])
      return address + address + v128Load(at) + code + combined + v128Store(at)
    })
    return halves.join('')
  }

  const finishOne = (k: number): Code => {
    const { into, index, reduction } = program.gathers[k]
    if (into !== 'run') return ''
    const sums = lanesOf[k]
    const truth = truths[k]
    const combined = truth === undefined ? combining[reduction.combine].float64 : v128Or
    let folds: Code = ''
    for (let half = sums.length / 2; half >= 1; half /= 2) {
      for (let i = 0; i < half; i++) folds += get(sums[i]) + get(sums[i + half]) + combined + set(sums[i])
    }
    const sum = get(sums[0])
    const total =
      truth === undefined
        ? sum + sum + sum + swapHalves + combined + extractLane.float64(0)
        : sum + v128AnyTrue + (truth.negated ? i32Eqz : '') + f64ConvertI32U
    return folds + get(partials) + total + f64Store(after + index * 8)
  }

  const each = (code: (gather: Gather, k: number) => Code): Code => program.gathers.map(code).join('')
  return {
    start: each(({ reduction }, k) =>
      lanesOf[k].map((lane) => wideLiteral(truths[k] === undefined ? reduction.neutral : 0) + set(lane)).join(''),
    ),
    gather: (vector, masked) => each((_, k) => gatherOne(k, vector, masked)),
    finish: each((_, k) => finishOne(k)),
  }
}

/** How reductions become WebAssembly. */
export const lowerGathers: LowerGathers = (program, place) => {
  const one = gathering(program, place, 0)
  if (!isPairable(program)) return { ...one, eachRun: ({ alone }) => alone }
  const both = [one, gathering(program, place, program.gathers.length * 8)]
  return { ...one, eachRun: (run) => inPairs(run, both, program.dtype === 'float32' ? 4 : 8) }
}
