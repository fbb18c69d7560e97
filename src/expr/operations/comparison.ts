/** Comparisons, truth values and selection. @module */
import {
  v128And,
  v128Not,
  v128Or,
  vectorEq,
  vectorGe,
  vectorGt,
  vectorLe,
  vectorLt,
  vectorNe,
  type VectorInstruction,
} from '../../wasm/instructions.ts'
import type { Code } from '../../wasm/assembler.ts'
import type { Expr } from '../node.ts'
import { applyTo, type Operand } from '../operand.ts'
import type { GpuLowering, Operation } from '../operation.ts'
import { infixText } from './gpuText.ts'

const compare = (
  name: string,
  wasm: VectorInstruction,
  gpu: GpuLowering,
  holds: (a: number, b: number) => boolean,
): Operation => ({
  name,
  argumentTypes: ['number', 'number'],
  resultType: 'boolean',
  evaluate: (a, b) => (holds(a, b) ? 1 : 0),
  wasm,
  gpu,
  tolerance: 0,
})

const isLess = compare('less', vectorLt, infixText('<'), (a, b) => a < b)
const isLessOrEqual = compare('lessOrEqual', vectorLe, infixText('<='), (a, b) => a <= b)
const isGreater = compare('greater', vectorGt, infixText('>'), (a, b) => a > b)
const isGreaterOrEqual = compare('greaterOrEqual', vectorGe, infixText('>='), (a, b) => a >= b)
const isEqual = compare('equal', vectorEq, infixText('==='), (a, b) => a === b)
// A GPU takes a NaN for equal to everything where it is asked whether two numbers differ.
const differ: GpuLowering = { kind: 'text', text: ([a, b]) => `(!(${a} === ${b}))` }
const isNotEqual = compare('notEqual', vectorNe, differ, (a, b) => a !== b)

type Decide = NonNullable<Operation['decide']>

/** One decisive argument is enough; without one, all must be known. */
const unless =
  (decisive: boolean): Decide =>
  (args) =>
    args.includes(decisive) ? decisive : args.includes(undefined) ? undefined : !decisive

/** An instruction on bits, the same for every dtype. */
const bitwise = (code: Code): VectorInstruction => ({ kind: 'instruction', float32: code, float64: code })

const conjunction: Operation = {
  name: 'and',
  argumentTypes: ['boolean', 'boolean'],
  resultType: 'boolean',
  evaluate: (a, b) => (a !== 0 && b !== 0 ? 1 : 0),
  decide: unless(false),
  wasm: bitwise(v128And),
  gpu: infixText('&&'),
  tolerance: 0,
}

const disjunction: Operation = {
  name: 'or',
  argumentTypes: ['boolean', 'boolean'],
  resultType: 'boolean',
  evaluate: (a, b) => (a !== 0 || b !== 0 ? 1 : 0),
  decide: unless(true),
  wasm: bitwise(v128Or),
  gpu: infixText('||'),
  tolerance: 0,
}

const complement: Operation = {
  name: 'not',
  argumentTypes: ['boolean'],
  resultType: 'boolean',
  evaluate: (a) => (a === 0 ? 1 : 0),
  decide: ([a]) => (a === undefined ? undefined : !a),
  wasm: bitwise(v128Not),
  gpu: { kind: 'text', text: ([a]) => `(!${a})` },
  tolerance: 0,
}

const selection: Operation = {
  name: 'select',
  argumentTypes: ['boolean', 'number', 'number'],
  resultType: 'number',
  evaluate: (condition, a, b) => (condition !== 0 ? a : b),
  wasm: { kind: 'select' },
  gpu: { kind: 'text', text: ([condition, a, b]) => `(${condition} ? ${a} : ${b})` },
  tolerance: 0,
}

/** Whether a < b; false when either is NaN. */
export const less = (a: Operand, b: Operand): Expr => applyTo(isLess, [a, b])

/** Whether a <= b; false when either is NaN. */
export const lessOrEqual = (a: Operand, b: Operand): Expr => applyTo(isLessOrEqual, [a, b])

/** Whether a > b; false when either is NaN. */
export const greater = (a: Operand, b: Operand): Expr => applyTo(isGreater, [a, b])

/** Whether a >= b; false when either is NaN. */
export const greaterOrEqual = (a: Operand, b: Operand): Expr => applyTo(isGreaterOrEqual, [a, b])

/** Whether a = b; false when either is NaN. */
export const equal = (a: Operand, b: Operand): Expr => applyTo(isEqual, [a, b])

/** Whether a ≠ b; true when either is NaN. */
export const notEqual = (a: Operand, b: Operand): Expr => applyTo(isNotEqual, [a, b])

/** Whether both hold. */
export const and = (a: Expr, b: Expr): Expr => applyTo(conjunction, [a, b])

/** Whether at least one holds. */
export const or = (a: Expr, b: Expr): Expr => applyTo(disjunction, [a, b])

/** Whether the condition does not hold. */
export const not = (a: Expr): Expr => applyTo(complement, [a])

/** a where the condition holds, b elsewhere; what is not taken has no effect, be it NaN or infinite. */
export const select = (condition: Expr, a: Operand, b: Operand): Expr => applyTo(selection, [condition, a, b])
