/** The elementwise operations every tensor stack has. @module */
import type { TensorStack } from './tensorStack.ts'

/** Call an operation of a stack with as many of the arguments as it takes. */
type Call = <T extends object>(stack: TensorStack<T>, a: T, b: T, c: T) => T

/** By the name of the operation in the expression language. */
export const primitives: Readonly<Record<string, Call>> = {
  add: (stack, a, b) => stack.add(a, b),
  sub: (stack, a, b) => stack.sub(a, b),
  mul: (stack, a, b) => stack.mul(a, b),
  div: (stack, a, b) => stack.div(a, b),
  pow: (stack, a, b) => stack.pow(a, b),
  min: (stack, a, b) => stack.min(a, b),
  max: (stack, a, b) => stack.max(a, b),
  abs: (stack, a) => stack.abs(a),
  sqrt: (stack, a) => stack.sqrt(a),
  floor: (stack, a) => stack.floor(a),
  exp: (stack, a) => stack.exp(a),
  log: (stack, a) => stack.log(a),
  tanh: (stack, a) => stack.tanh(a),
  less: (stack, a, b) => stack.less(a, b),
  equal: (stack, a, b) => stack.equal(a, b),
  and: (stack, a, b) => stack.and(a, b),
  or: (stack, a, b) => stack.or(a, b),
  not: (stack, a) => stack.not(a),
  select: (stack, a, b, c) => stack.select(a, b, c),
}
