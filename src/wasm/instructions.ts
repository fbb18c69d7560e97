/** The instructions the lowering uses, called as in the specification (§5.4), one by one: a bundle holds those in use. @module */
import { bytes, signed, unsigned, type Code } from './assembler.ts'

/** A vector instruction without immediate operands: the byte 0xfd and then a number (§5.4.9). */
const simd = (number: number): Code => '\xfd' + unsigned(number)

/** An instruction on four float32 or on two float64. */
export interface VectorInstruction {
  readonly kind: 'instruction'
  readonly float32: Code
  readonly float64: Code
}

const onFloats = (f32x4: number, f64x2: number): VectorInstruction => ({
  kind: 'instruction',
  float32: simd(f32x4),
  float64: simd(f64x2),
})

export const i32Eqz: Code = '\x45'
export const i32Eq: Code = '\x46'
export const i32GeS: Code = '\x4e'
export const i32Add: Code = '\x6a'
export const i32And: Code = '\x71'
export const i32Shl: Code = '\x74'
export const f32DemoteF64: Code = '\xb6'
export const f64ConvertI32U: Code = '\xb8'
export const f64PromoteF32: Code = '\xbb'

export const i32x4Splat: Code = simd(0x11)
export const i32x4LtS: Code = simd(0x39)
export const v128Not: Code = simd(0x4d)
export const v128And: Code = simd(0x4e)
export const v128Andnot: Code = simd(0x4f)
export const v128Or: Code = simd(0x50)
export const v128Bitselect: Code = simd(0x52)
export const v128AnyTrue: Code = simd(0x53)
export const f64x2PromoteLowF32x4: Code = simd(0x5f)

export const vectorEq: VectorInstruction = onFloats(0x41, 0x47)
export const vectorNe: VectorInstruction = onFloats(0x42, 0x48)
export const vectorLt: VectorInstruction = onFloats(0x43, 0x49)
export const vectorGt: VectorInstruction = onFloats(0x44, 0x4a)
export const vectorLe: VectorInstruction = onFloats(0x45, 0x4b)
export const vectorGe: VectorInstruction = onFloats(0x46, 0x4c)
export const vectorFloor: VectorInstruction = onFloats(0x68, 0x75)
export const vectorAbs: VectorInstruction = onFloats(0xe0, 0xec)
export const vectorNeg: VectorInstruction = onFloats(0xe1, 0xed)
export const vectorSqrt: VectorInstruction = onFloats(0xe3, 0xef)
export const vectorAdd: VectorInstruction = onFloats(0xe4, 0xf0)
export const vectorSub: VectorInstruction = onFloats(0xe5, 0xf1)
export const vectorMul: VectorInstruction = onFloats(0xe6, 0xf2)
export const vectorDiv: VectorInstruction = onFloats(0xe7, 0xf3)
export const vectorMin: VectorInstruction = onFloats(0xe8, 0xf4)
export const vectorMax: VectorInstruction = onFloats(0xe9, 0xf5)

/** Of a vector on the stack, the number in a lane. */
export const extractLane = {
  float32: (lane: number): Code => simd(0x1f) + bytes(lane),
  float64: (lane: number): Code => simd(0x21) + bytes(lane),
}

/** A vector on the stack with the number above it in a lane. */
export const replaceLane = {
  float32: (lane: number): Code => simd(0x20) + bytes(lane),
  float64: (lane: number): Code => simd(0x22) + bytes(lane),
}

/** Load a vector at an offset from the address on the stack. */
export const v128Load = (offset: number): Code => simd(0x00) + '\x00' + unsigned(offset)

/** Load a number at an offset from the address on the stack into every lane. */
export const loadSplat = {
  float32: (offset: number): Code => simd(0x09) + '\x00' + unsigned(offset),
  float64: (offset: number): Code => simd(0x0a) + '\x00' + unsigned(offset),
}

/** Store a vector at an offset from the address under it on the stack. */
export const v128Store = (offset: number): Code => simd(0x0b) + '\x00' + unsigned(offset)

/** Load an i32 at an offset from the address on the stack. */
export const i32Load = (offset: number): Code => '\x28\x02' + unsigned(offset)

/** Store an f64 at an offset from the address on the stack. */
export const f64Store = (offset: number): Code => '\x39\x00' + unsigned(offset)

/** A constant i32. */
export const i32Const = (value: number): Code => '\x41' + signed(value)

/** A constant vector of two float64, four float32 or four int32, given as bytes. */
export const vectorConst = ({ buffer, byteOffset }: Float64Array | Float32Array | Int32Array): Code =>
  '\xfd\x0c' + bytes(...new Uint8Array(buffer, byteOffset, 16))

/** Rearrange the bytes of two vectors. */
export const shuffle = (lanes: readonly number[]): Code => '\xfd\x0d' + bytes(...lanes)

/** Read a local. */
export const get = (local: number): Code => '\x20' + unsigned(local)

/** Write a local. */
export const set = (local: number): Code => '\x21' + unsigned(local)

/** Call a function. */
export const call = (index: number): Code => '\x10' + unsigned(index)

/** Run the body, and again whenever `againWhen` at its end branches back. */
export const loop = (body: Code): Code => '\x03\x40' + body + '\x0b'

/** Run the body when the condition, code that pushes an i32, is not 0. */
export const when = (condition: Code, body: Code): Code => condition + '\x04\x40' + body + '\x0b'

/** Run one body when the condition is not 0, and the other when it is. */
export const either = (condition: Code, body: Code, otherwise: Code): Code =>
  condition + '\x04\x40' + body + '\x05' + otherwise + '\x0b'

/** Branch to the start of the innermost loop when the i32 on the stack is not 0. */
export const againWhen = (): Code => '\x0d\x00'
