/** Sums, products and quotients. @module */
import { vectorAdd, vectorDiv, vectorMul, vectorNeg, vectorSub } from '../../wasm/instructions.ts'
import type { Expr } from '../node.ts'
import { applyTo, lift, type Operand } from '../operand.ts'
import type { Operation } from '../operation.ts'
import { infixText } from './gpuText.ts'

const binary = ['number', 'number'] as const

const addition: Operation = {
  name: 'add',
  argumentTypes: binary,
  resultType: 'number',
  evaluate: (a, b) => a + b,
  wasm: vectorAdd,
  gpu: infixText('+'),
  tolerance: 1,
}

const subtraction: Operation = {
  name: 'sub',
  argumentTypes: binary,
  resultType: 'number',
  evaluate: (a, b) => a - b,
  wasm: vectorSub,
  gpu: infixText('-'),
  tolerance: 1,
}

const multiplication: Operation = {
  name: 'mul',
  argumentTypes: binary,
  resultType: 'number',
  evaluate: (a, b) => a * b,
  wasm: vectorMul,
  gpu: infixText('*'),
  tolerance: 1,
}

const division: Operation = {
  name: 'div',
  argumentTypes: binary,
  resultType: 'number',
  evaluate: (a, b) => a / b,
  wasm: vectorDiv,
  gpu: infixText('/'),
  tolerance: 3,
}

const negation: Operation = {
  name: 'neg',
  argumentTypes: ['number'],
  resultType: 'number',
  evaluate: (a) => -a,
  wasm: vectorNeg,
  gpu: { kind: 'text', text: ([a]) => `(-${a})` },
  tolerance: 0,
}

const fold = (operation: Operation, operands: readonly [Operand, ...Operand[]]): Expr => {
  const [first, ...rest] = operands.map((operand, i) => lift(operand, `argument ${i + 1} of ${operation.name}`))
  return rest.reduce((left, right) => applyTo(operation, [left, right]), first)
}

/** a + b + …, from the left. */
export const add = (...operands: readonly [Operand, ...Operand[]]): Expr => fold(addition, operands)

/** a - b. */
export const sub = (a: Operand, b: Operand): Expr => applyTo(subtraction, [a, b])

/** a · b · …, from the left. */
export const mul = (...operands: readonly [Operand, ...Operand[]]): Expr => fold(multiplication, operands)

/** a / b. */
export const div = (a: Operand, b: Operand): Expr => applyTo(division, [a, b])

/** -a. */
export const neg = (a: Operand): Expr => applyTo(negation, [a])
