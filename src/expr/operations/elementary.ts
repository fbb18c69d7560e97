/** Roots, powers, extremes and the other elementary functions. @module */
import type { Expr } from '../node.ts'
import { call, comparison, enclosing, infix, loose, power, product, prefix, sum, tight } from '../notation.ts'
import { applyTo, type Operand } from '../operand.ts'
import type { Notation, Operation, WasmLowering } from '../operation.ts'
import { mul, sub } from './arithmetic.ts'
import { equal, greater, less, notEqual, select } from './comparison.ts'

const instruction = (name: string): WasmLowering => ({ kind: 'instruction', name })
const byCall: WasmLowering = { kind: 'call' }

const unary = (
  name: string,
  evaluate: (a: number) => number,
  wasm: WasmLowering,
  latex: Notation = call(`\\operatorname{${name}}`, 1),
): Operation => ({
  name,
  argumentTypes: ['number'],
  resultType: 'number',
  evaluate,
  wasm,
  text: call(name, 1),
  latex,
})

const absoluteValue = unary(
  'abs',
  Math.abs,
  instruction('abs'),
  enclosing(1, ([a]) => `\\left| ${a} \\right|`),
)
const squareRoot = unary(
  'sqrt',
  Math.sqrt,
  instruction('sqrt'),
  enclosing(1, ([a]) => `\\sqrt{${a}}`),
)
const signum = unary('sign', Math.sign, {
  kind: 'expansion',
  expand: ([a]) => select(greater(a, 0), 1, select(less(a, 0), -1, a)),
})
const floorOf = unary(
  'floor',
  Math.floor,
  instruction('floor'),
  enclosing(1, ([a]) => `\\lfloor ${a} \\rfloor`),
)
const exponential = unary('exp', Math.exp, byCall, { precedence: power, needs: [loose], print: ([a]) => `e^{${a}}` })
const logarithm = unary('log', Math.log, byCall, call('\\log', 1))
const hyperbolicTangent = unary('tanh', Math.tanh, byCall, call('\\tanh', 1))

const square_: Operation = {
  ...unary('square', (a) => a * a, { kind: 'expansion', expand: ([a]) => mul(a, a) }),
  text: { precedence: power, needs: [tight], print: ([a]) => `${a}^2` },
  latex: { precedence: power, needs: [tight], print: ([a]) => `{${a}}^2` },
}

const binary = (name: string, evaluate: (a: number, b: number) => number, wasm: WasmLowering): Operation => ({
  name,
  argumentTypes: ['number', 'number'],
  resultType: 'number',
  evaluate,
  wasm,
  text: call(name, 2),
  latex: call(`\\${name}`, 2),
})

// `Math.min` itself takes any number of arguments, and would look at the unused third one too.
const smaller = binary('min', (a, b) => Math.min(a, b), instruction('min'))
const larger = binary('max', (a, b) => Math.max(a, b), instruction('max'))

const powerOf: Operation = {
  ...binary('pow', Math.pow, byCall),
  text: { precedence: power, needs: [tight, tight], print: ([a, b]) => `${a}^${b}` },
  latex: { precedence: power, needs: [tight, loose], print: ([a, b]) => `{${a}}^{${b}}` },
}

const remainder: Operation = {
  ...binary('mod', (a, b) => a - b * Math.floor(a / b), byCall),
  text: infix(' mod ', product, prefix),
  latex: infix(' \\bmod ', product, prefix),
}

/** The largest count: counts stay here rather than overflow a 32-bit integer. */
export const maxCount = 2 ** 31 - 1

const successor: Operation = {
  ...unary('increment', (a) => Math.min(a + 1, maxCount), byCall),
  text: { precedence: sum, needs: [sum], print: ([a]) => `${a} + 1` },
  latex: { precedence: sum, needs: [sum], print: ([a]) => `${a} + 1` },
}

const notANumber: Operation = {
  name: 'isNaN',
  argumentTypes: ['number'],
  resultType: 'boolean',
  evaluate: (a) => (Number.isNaN(a) ? 1 : 0),
  wasm: { kind: 'expansion', expand: ([a]) => notEqual(a, a) },
  text: call('isNaN', 1),
  latex: { precedence: comparison, needs: [sum], print: ([a]) => `${a} \\text{ is NaN}` },
}

const finite: Operation = {
  name: 'isFinite',
  argumentTypes: ['number'],
  resultType: 'boolean',
  evaluate: (a) => (Number.isFinite(a) ? 1 : 0),
  wasm: { kind: 'expansion', expand: ([a]) => equal(sub(a, a), 0) },
  text: call('isFinite', 1),
  latex: { precedence: comparison, needs: [sum], print: ([a]) => `${a} \\text{ is finite}` },
}

/** |a|. */
export const abs = (a: Operand): Expr => applyTo(absoluteValue, [a])

/** √a; NaN below zero. */
export const sqrt = (a: Operand): Expr => applyTo(squareRoot, [a])

/** a². */
export const square = (a: Operand): Expr => applyTo(square_, [a])

/** 1, -1, or a itself where a is ±0 or NaN. */
export const sign = (a: Operand): Expr => applyTo(signum, [a])

/** The largest whole number not above a. */
export const floor = (a: Operand): Expr => applyTo(floorOf, [a])

/** e to the a. On elements this runs one lane at a time. */
export const exp = (a: Operand): Expr => applyTo(exponential, [a])

/** The natural logarithm. On elements this runs one lane at a time. */
export const log = (a: Operand): Expr => applyTo(logarithm, [a])

/** The hyperbolic tangent. On elements this runs one lane at a time. */
export const tanh = (a: Operand): Expr => applyTo(hyperbolicTangent, [a])

/** a to the b. On elements this runs one lane at a time. */
export const pow = (a: Operand, b: Operand): Expr => applyTo(powerOf, [a, b])

/** The smaller of a and b; NaN when either is. */
export const min = (a: Operand, b: Operand): Expr => applyTo(smaller, [a, b])

/** The larger of a and b; NaN when either is. */
export const max = (a: Operand, b: Operand): Expr => applyTo(larger, [a, b])

/** a - b·⌊a/b⌋: the remainder with the sign of b. On elements this runs one lane at a time. */
export const mod = (a: Operand, b: Operand): Expr => applyTo(remainder, [a, b])

/** The next count; it stays at 2³¹ - 1 rather than overflow. */
export const increment = (count: Expr): Expr => applyTo(successor, [count])

/** Whether a is NaN. */
export const isNaN = (a: Operand): Expr => applyTo(notANumber, [a])

/** Whether a is neither NaN nor infinite. */
export const isFinite = (a: Operand): Expr => applyTo(finite, [a])
