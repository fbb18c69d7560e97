/** The instructions the lowering uses, by the names of the specification (§5.4). @module */
import { signed, unsigned, type Code } from './assembler.ts'

/** Plain one-byte instructions. */
const plain = {
  'i32.eqz': 0x45,
  'i32.eq': 0x46,
  'i32.ge_s': 0x4e,
  'i32.add': 0x6a,
  'i32.and': 0x71,
  'i32.shl': 0x74,
  'f32.demote_f64': 0xb6,
  'f64.convert_i32_u': 0xb8,
  'f64.promote_f32': 0xbb,
} as const

const comparisons = ['eq', 'ne', 'lt', 'gt', 'le', 'ge'] as const
const arithmetic = ['abs', 'neg', '', 'sqrt', 'add', 'sub', 'mul', 'div', 'min', 'max'] as const

/** Vector instructions: the byte 0xfd and then a number (§5.4.9), which from the first one of a row on goes up by one. */
const vector = [
  [0x11, 'i32x4', ['splat']],
  [0x39, 'i32x4', ['lt_s']],
  [0x41, 'f32x4', comparisons],
  [0x47, 'f64x2', comparisons],
  [0x4d, 'v128', ['not', 'and', 'andnot', 'or', 'xor', 'bitselect', 'any_true']],
  [0x5f, 'f64x2', ['promote_low_f32x4']],
  [0x68, 'f32x4', ['floor']],
  [0x75, 'f64x2', ['floor']],
  [0xe0, 'f32x4', arithmetic],
  [0xec, 'f64x2', arithmetic],
] as const

type InRow<R> = R extends readonly [number, infer S extends string, readonly (infer N extends string)[]]
  ? `${S}.${N}`
  : never

/** Vector instructions that take a lane number. */
const lane = {
  'f32x4.extract_lane': 0x1f,
  'f32x4.replace_lane': 0x20,
  'f64x2.extract_lane': 0x21,
  'f64x2.replace_lane': 0x22,
} as const

/** Vector instructions that take an alignment and an offset. */
const access = {
  'v128.load': 0x00,
  'v128.load32_splat': 0x09,
  'v128.load64_splat': 0x0a,
  'v128.store': 0x0b,
} as const

/** An instruction without immediate operands. */
export type InstructionName = keyof typeof plain | InRow<(typeof vector)[number]>

const codes: ReadonlyMap<string, Code> = new Map<string, Code>([
  ...Object.entries(plain).map(([name, byte]): [string, Code] => [name, [byte]]),
  ...vector.flatMap(([first, shape, names]) =>
    names.map((name, i): [string, Code] => [`${shape}.${name}`, [0xfd, unsigned(first + i)]]),
  ),
])

/** The instruction of that name, or `undefined` when there is none without immediate operands. */
export const findOp = (name: string): Code | undefined => codes.get(name)

/** An instruction without immediate operands. */
export const op = (name: InstructionName): Code => codes.get(name) ?? []

/** A lane instruction. */
export const laneOp = (name: keyof typeof lane, index: number): Code => [0xfd, unsigned(lane[name]), index]

/** A vector load or store at an offset from the address on the stack. */
export const accessOp = (name: keyof typeof access, offset = 0): Code => [
  0xfd,
  unsigned(access[name]),
  0x00,
  unsigned(offset),
]

/** Load an i32 at an offset from the address on the stack. */
export const i32Load = (offset: number): Code => [0x28, 0x02, unsigned(offset)]

/** Store an f64 at an offset from the address on the stack. */
export const f64Store = (offset: number): Code => [0x39, 0x00, unsigned(offset)]

/** A constant i32. */
export const i32Const = (value: number): Code => [0x41, signed(value)]

/** A constant vector of two float64, four float32 or four int32, given as bytes. */
export const vectorConst = (numbers: Float64Array | Float32Array | Int32Array): Code => [
  0xfd,
  0x0c,
  ...new Uint8Array(numbers.buffer, numbers.byteOffset, 16),
]

/** Rearrange the bytes of two vectors. */
export const shuffle = (bytes: readonly number[]): Code => [0xfd, 0x0d, bytes]

/** An instruction on a local: one piece of code per local, however often it is used. */
const onLocal = (byte: number): ((local: number) => Code) => {
  const pieces: Code[] = []
  return (local) => (pieces[local] ??= [byte, ...unsigned(local)])
}

/** Read a local. */
export const get = onLocal(0x20)

/** Write a local. */
export const set = onLocal(0x21)

/** Call a function. */
export const call = (index: number): Code => [0x10, unsigned(index)]

/** Run the body, and again whenever `againWhen` at its end branches back. */
export const loop = (body: Code): Code => [0x03, 0x40, body, 0x0b]

/** Run the body when the condition, code that pushes an i32, is not 0. */
export const when = (condition: Code, body: Code): Code => [condition, 0x04, 0x40, body, 0x0b]

/** Run one body when the condition is not 0, and the other when it is. */
export const either = (condition: Code, body: Code, otherwise: Code): Code => [
  condition,
  0x04,
  0x40,
  body,
  0x05,
  otherwise,
  0x0b,
]

/** Branch to the start of the innermost loop when the i32 on the stack is not 0. */
export const againWhen = (): Code => [0x0d, 0x00]
