/** What an operation of the expression language is: one record per operation. @module */
import type { VectorInstruction } from '../wasm/instructions.ts'
import type { Expr } from './node.ts'

/** A number, or the truth value of a comparison (1 or 0 where it is kept as a number). */
export type ValueType = 'number' | 'boolean'

/**
 * How an operation becomes WebAssembly: one SIMD instruction, the selection by a mask, an expression over other operations,
 * or a call of the meaning itself lane by lane.
 */
export type WasmLowering =
  | VectorInstruction
  | { readonly kind: 'select' }
  | {
      readonly kind: 'expansion'
      /** The operation on given arguments, as an expression over other operations. */
      readonly expand: (args: readonly Expr[]) => Expr
    }
  | { readonly kind: 'call' }

/**
 * How an operation becomes part of a gpu.js kernel: JavaScript text over its printed arguments, which are names or
 * bracketed and may be repeated, or an expression over other operations. GPU compilers may assume that nothing is NaN,
 * so no text compares a value with itself or subtracts it from itself.
 */
export type GpuLowering =
  | { readonly kind: 'text'; readonly text: (args: readonly string[]) => string }
  | { readonly kind: 'expansion'; readonly expand: (args: readonly Expr[]) => Expr }
  /** A text of many words, which only the GPU engine brings along. */
  | { readonly kind: 'long'; readonly name: 'pow' | 'mod' }

/**
 * One operation. The meaning is stated once, on numbers; in float32 every engine rounds its result once, so
 * the meaning and the lowering agree bit for bit.
 */
export interface Operation {
  readonly name: string
  readonly argumentTypes: readonly ValueType[]
  readonly resultType: ValueType
  /** The meaning on float64 numbers; booleans come and go as 1 and 0. */
  readonly evaluate: (a: number, b: number, c: number) => number
  /** Of truth values: what follows where only some are known. */
  readonly decide?: (args: readonly (boolean | undefined)[]) => boolean | undefined
  readonly wasm: WasmLowering
  readonly gpu: GpuLowering
  /** How far a GPU's result may be from the meaning rounded to float32, in units of its last place. */
  readonly tolerance: number
}
