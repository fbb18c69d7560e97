/** From a written formula to an expression. @module */
import { didYouMean } from '../errors/nearest.ts'
import {
  abs,
  add,
  constant,
  div,
  equal,
  exp,
  floor,
  greater,
  greaterOrEqual,
  less,
  lessOrEqual,
  log,
  max,
  min,
  mod,
  mul,
  neg,
  norm,
  notEqual,
  pow,
  reduceMax,
  reduceMin,
  reduceSum,
  reduceSumOfSquares,
  rms,
  select,
  sign,
  sqrt,
  square,
  sub,
  tanh,
  type Expr,
} from '../expr/index.ts'
import { orthogonalize } from '../matrix/orthogonalize.ts'
import { standardNormal } from '../random/standardNormal.ts'
import type { Syntax } from './syntax.ts'
import { syntaxError } from './tokens.ts'

/** Σ(x) is over the tree; of a square it is the sum that engines have for it. */
const sum = (x: Expr): Expr =>
  x.kind === 'apply' && x.operation.name === 'square' ? reduceSumOfSquares(x.args[0], 'tree') : reduceSum(x, 'tree')

/** Over the leaf and over the tree, under the names that formulas are printed with. */
const reductions = {
  max_leaf: (x: Expr) => reduceMax(x, 'leaf'),
  max_tree: (x: Expr) => reduceMax(x, 'tree'),
  min_leaf: (x: Expr) => reduceMin(x, 'leaf'),
  min_tree: (x: Expr) => reduceMin(x, 'tree'),
  norm_leaf: (x: Expr) => norm(x, 'leaf'),
  norm_tree: (x: Expr) => norm(x, 'tree'),
  rms_leaf: (x: Expr) => rms(x, 'leaf'),
  rms_tree: (x: Expr) => rms(x, 'tree'),
  sumOfSquares_leaf: (x: Expr) => reduceSumOfSquares(x, 'leaf'),
  sumOfSquares_tree: (x: Expr) => reduceSumOfSquares(x, 'tree'),
  sum_leaf: (x: Expr) => reduceSum(x, 'leaf'),
  sum_tree: (x: Expr) => reduceSum(x, 'tree'),
}
const unary = {
  abs,
  exp,
  floor,
  log,
  neg,
  sign,
  sqrt,
  tanh,
  normal: standardNormal(0),
  orthogonalize: (x: Expr) => orthogonalize(x),
  Σ: sum,
  ...reductions,
}
const binary = { div, equal, greater, greaterOrEqual, less, lessOrEqual, max, min, mod, notEqual, sub }
/** The functions and operations of formulas. */
export const functions: readonly string[] = [
  ...Object.keys(unary),
  ...Object.keys(binary),
  'add',
  'mul',
  'pow',
  'select',
]

const isUnary = (name: string): name is keyof typeof unary => Object.hasOwn(unary, name)
const isBinary = (name: string): name is keyof typeof binary => Object.hasOwn(binary, name)

/** What a name in a formula stands for, or `undefined`. */
export type Meaning = (name: string) => Expr | undefined

/**
 * The expression that a formula writes down.
 *
 * @param source the whole text, for messages
 * @param known the names to suggest in place of one that means nothing
 * @throws OptfuseError `invalid-syntax` for a name or a function that means nothing, with the place
 */
export const formulaOf = (syntax: Syntax, source: string, meaning: Meaning, known: readonly string[] = []): Expr => {
  const refuse = (problem: string, at: number): never => {
    throw syntaxError(source, at, problem)
  }
  const of = (node: Syntax): Expr => {
    if (node.kind === 'literal' && typeof node.value === 'number') return constant(node.value)
    if (node.kind === 'name') {
      return meaning(node.name) ?? refuse(`"${node.name}" is not known here.${didYouMean(node.name, known)}`, node.at)
    }
    if (node.kind !== 'call') return refuse('a formula has numbers, names and operations only.', node.at)
    const { name, at } = node
    const arity = isUnary(name) ? 1 : name === 'select' ? 3 : 2
    if (node.args.length !== arity && functions.includes(name)) {
      refuse(`${name} takes ${arity} argument${arity === 1 ? '' : 's'}, got ${node.args.length}.`, at)
    }
    const [a, b, c] = node.args.map(of)
    if (isUnary(name)) {
      // What a reader writes as -0.1 is a number.
      return name === 'neg' && a.kind === 'constant' ? constant(-a.value) : unary[name](a)
    }
    if (isBinary(name)) return binary[name](a, b)
    switch (name) {
      case 'add':
        return add(a, b)
      case 'mul':
        return mul(a, b)
      case 'pow':
        return b.kind === 'constant' && b.value === 2 ? square(a) : pow(a, b)
      case 'select':
        return select(a, b, c)
      default:
        return refuse(`there is no function "${name}".${didYouMean(name, functions)}`, at)
    }
  }
  return of(syntax)
}
