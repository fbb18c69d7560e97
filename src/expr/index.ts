/** The language of update rules. @module */
export { exceptFirst, type Axes } from './axes.ts'
export { debias, debiasedMean, movingAverage, shrinkFactor } from './idioms.ts'
export { constant, extra, hyper, input, member, rank, scheduled, size, slot } from './intern.ts'
export type { LeafSet } from './leafSet.ts'
export { interpret, type Environment } from './interpret.ts'
export type { Expr, Extent, Scope } from './node.ts'
export type { Operand } from './operand.ts'
export type { GpuLowering, Operation, ValueType, WasmLowering } from './operation.ts'
export { add, div, mul, neg, sub } from './operations/arithmetic.ts'
export {
  and,
  equal,
  greater,
  greaterOrEqual,
  less,
  lessOrEqual,
  not,
  notEqual,
  or,
  select,
} from './operations/comparison.ts'
export {
  abs,
  exp,
  floor,
  increment,
  isFinite,
  isNaN,
  log,
  max,
  maxCount,
  min,
  mod,
  pow,
  sign,
  sqrt,
  square,
  tanh,
} from './operations/elementary.ts'
export { print, type PrintOptions } from './print.ts'
export {
  all,
  any,
  mean,
  norm,
  reduceDot,
  reduceMax,
  reduceMin,
  reduceSum,
  reduceSumOfSquares,
  rms,
} from './reductions.ts'
export { simplify } from './simplify.ts'
export { whole, type WholeDeclaration } from './whole.ts'
export type { WholeFunction, WholeLeaf } from './wholeFunction.ts'
