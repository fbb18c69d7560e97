/** Roots, powers, extremes and the other elementary functions. @module */
import { vectorAbs, vectorFloor, vectorMax, vectorMin, vectorSqrt } from '../../wasm/instructions.ts'
import type { Expr } from '../node.ts'
import { applyTo, type Operand } from '../operand.ts'
import type { Operation, GpuLowering, WasmLowering } from '../operation.ts'
import { hyper } from '../intern.ts'
import { add, div, mul, sub } from './arithmetic.ts'
import { equal, greater, greaterOrEqual, less, lessOrEqual, not, notEqual, or, select } from './comparison.ts'
import { mathText } from './gpuText.ts'

const byCall: WasmLowering = { kind: 'call' }

const expansion = (expand: (args: readonly Expr[]) => Expr): GpuLowering & WasmLowering => ({
  kind: 'expansion',
  expand,
})

const unary = (
  name: string,
  evaluate: (a: number) => number,
  wasm: WasmLowering,
  gpu: GpuLowering,
  tolerance: number,
): Operation => ({
  name,
  argumentTypes: ['number'],
  resultType: 'number',
  evaluate,
  wasm,
  gpu,
  tolerance,
})

const absoluteValue = unary('abs', Math.abs, vectorAbs, mathText('abs'), 0)
const squareRoot = unary('sqrt', Math.sqrt, vectorSqrt, mathText('sqrt'), 5)
const signOf = expansion(([a]) => select(greater(a, 0), 1, select(less(a, 0), -1, a)))
const signum = unary('sign', Math.sign, signOf, signOf, 0)
const floorOf = unary('floor', Math.floor, vectorFloor, mathText('floor'), 0)
// A GPU's own log may be that of the absolute value.
const logText: GpuLowering = {
  kind: 'text',
  text: ([a]) => `(${a} < 0 ? Math.sqrt(${a}) : Math.log(${a}))`,
}
// Shading languages allow exp 3 + 2|a| units, and log 2⁻²¹ near 1.
const exponential = unary('exp', Math.exp, byCall, mathText('exp'), 64)
const logarithm = unary('log', Math.log, byCall, logText, 64)
// A GPU's own tanh may overflow to NaN: near 0 a polynomial, elsewhere by exp, whose overflow gives 1.
const tanhByExp = expansion(([a]) =>
  select(
    less(abs(a), 0.1),
    mul(a, sub(1, mul(mul(a, a), sub(1 / 3, mul(mul(a, a), 2 / 15))))),
    sub(1, div(2, add(1, exp(add(a, a))))),
  ),
)
const hyperbolicTangent = unary('tanh', Math.tanh, byCall, tanhByExp, 64)

const square_: Operation = {
  ...unary(
    'square',
    (a) => a * a,
    expansion(([a]) => mul(a, a)),
    expansion(([a]) => mul(a, a)),
    1,
  ),
}

const binary = (
  name: string,
  evaluate: (a: number, b: number) => number,
  wasm: WasmLowering,
  gpu: GpuLowering,
  tolerance: number,
): Operation => ({
  name,
  argumentTypes: ['number', 'number'],
  resultType: 'number',
  evaluate,
  wasm,
  gpu,
  tolerance,
})

// `Math.min` itself takes any number of arguments, and would look at the unused third one too.
// A GPU's own min and max may drop a NaN; the sum that is left when no comparison holds is NaN.
const smaller = binary(
  'min',
  (a, b) => Math.min(a, b),
  vectorMin,
  expansion(([a, b]) => select(less(a, b), a, select(lessOrEqual(b, a), b, add(a, b)))),
  0,
)
const larger = binary(
  'max',
  (a, b) => Math.max(a, b),
  vectorMax,
  expansion(([a, b]) => select(greater(a, b), a, select(greaterOrEqual(b, a), b, add(a, b)))),
  0,
)

const powerOf: Operation = {
  ...binary('pow', Math.pow, byCall, { kind: 'long', name: 'pow' }, 256),
}

const remainder: Operation = {
  ...binary('mod', (a, b) => a - b * Math.floor(a / b), byCall, { kind: 'long', name: 'mod' }, 64),
}

/** The largest count: counts stay here rather than overflow a 32-bit integer. */
export const maxCount = 2 ** 31 - 1

const successor: Operation = {
  ...unary(
    'increment',
    (a) => Math.min(a + 1, maxCount),
    byCall,
    { kind: 'text', text: ([a]) => `Math.min(${a} + 1, ${maxCount})` },
    1,
  ),
}

/** The largest finite float32. */
const LARGEST = 3.4028234663852886e38

const notANumber: Operation = {
  name: 'isNaN',
  argumentTypes: ['number'],
  resultType: 'boolean',
  evaluate: (a) => (Number.isNaN(a) ? 1 : 0),
  wasm: expansion(([a]) => notEqual(a, a)),
  // Two zeros that no compiler knows to be the same one: with a single one, `not` could become the other comparison.
  gpu: expansion(([a]) => not(or(less(a, 0), greaterOrEqual(a, hyper('zero', 0))))),
  tolerance: 0,
}

const finite: Operation = {
  name: 'isFinite',
  argumentTypes: ['number'],
  resultType: 'boolean',
  evaluate: (a) => (Number.isFinite(a) ? 1 : 0),
  wasm: expansion(([a]) => equal(sub(a, a), 0)),
  gpu: expansion(([a]) => lessOrEqual(abs(a), LARGEST)),
  tolerance: 0,
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
