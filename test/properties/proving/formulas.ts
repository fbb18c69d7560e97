/** Random rules, the same rules written otherwise, and rules that differ in one place. */
import {
  abs,
  add,
  and,
  constant,
  div,
  equal,
  exp,
  greater,
  greaterOrEqual,
  input,
  less,
  lessOrEqual,
  max,
  mean,
  min,
  mul,
  neg,
  norm,
  not,
  notEqual,
  or,
  pow,
  reduceDot,
  reduceMax,
  reduceSum,
  reduceSumOfSquares,
  select,
  sign,
  slot,
  sqrt,
  square,
  sub,
  type Expr,
} from '../../../src/expr/index.ts'
import { apply, reduce } from '../../../src/expr/intern.ts'
import { argumentsOf, type ApplyNode } from '../../../src/expr/node.ts'
import { postorder } from '../../../src/expr/postorder.ts'
import { sum, sumOfSquares } from '../../../src/expr/reduction.ts'
import { counter, moment, transformation } from '../../../src/index.ts'
import type { AnyGradientTransformation, GradientTransformation } from '../../../src/rule/index.ts'
import type { Random } from './random.ts'

/** A rule with a count and two moments, as formulas. */
export interface Formulas {
  readonly update: Expr
  readonly mu: Expr
  readonly nu: Expr
}

const [gradient, param] = [input('update'), input('param')]
const [count, mu, nu] = [slot('count', 'uniform'), slot('mu', 'element'), slot('nu', 'element')]
const numbers = [0, 1, 2, 3, -1, -2, 0.5, 0.1, 0.25, 0.9, 0.999, 1.5, -0.3, 10]
const decays = [0.9, 0.5, 0.999, 0.1, 2, 0, 1, -0.5]

const anyCondition = (random: Random, depth: number): Expr => {
  const [a, b] = [anyNumber(random, depth), anyNumber(random, depth - 1)]
  const compare = random.pick([less, lessOrEqual, greater, greaterOrEqual, equal, notEqual])
  const plain = compare(a, random.chance(0.4) ? 0 : b)
  if (depth < 2 || random.chance(0.7)) return plain
  const other = anyCondition(random, depth - 1)
  return random.pick([and(plain, other), or(plain, other), not(plain)])
}

/** A formula of at most so many levels. */
export const anyNumber = (random: Random, depth: number): Expr => {
  if (depth <= 0 || random.chance(0.15)) {
    return random.chance(0.3)
      ? constant(random.pick(numbers))
      : random.pick([gradient, gradient, param, mu, mu, nu, nu, count])
  }
  const next = (): Expr => anyNumber(random, depth - 1)
  switch (random.below(24)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return add(next(), next())
    case 4:
    case 5:
      return sub(next(), next())
    case 6:
    case 7:
    case 8:
    case 9:
      return mul(next(), next())
    case 10:
    case 11:
      return div(next(), next())
    case 12:
      return square(next())
    case 13:
      return sqrt(random.chance(0.7) ? square(next()) : next())
    case 14:
      return random.chance(0.5) ? abs(next()) : sign(next())
    case 15:
      return random.chance(0.5) ? max(next(), next()) : min(next(), next())
    case 16:
    case 17:
      return select(anyCondition(random, depth - 1), next(), next())
    case 18:
    case 19:
      return pow(random.pick(decays), random.pick([count, add(count, 1), add(count, 2), add(count, count)]))
    case 20:
      return neg(next())
    case 21:
      return pow(next(), random.pick([2, 3, -1, 0.5, 0]))
    case 22: {
      const over = random.pick(['tree', 'leaf'] as const)
      return random.pick([
        () => reduceSum(next(), over),
        () => reduceSumOfSquares(next(), over),
        () => reduceDot(next(), next(), over),
        () => reduceMax(next(), over),
        () => mean(next(), over),
        () => norm(next(), over),
      ])()
    }
    default:
      return random.chance(0.2) ? exp(next()) : add(mul(random.pick(decays), mu), mul(random.pick(decays), next()))
  }
}

export const anyFormulas = (random: Random, depth: number): Formulas => ({
  update: anyNumber(random, depth),
  mu: random.chance(0.5) ? add(mul(0.9, mu), mul(0.1, anyNumber(random, depth - 2))) : anyNumber(random, depth - 1),
  nu: random.chance(0.6)
    ? add(mul(0.999, nu), mul(0.001, square(anyNumber(random, depth - 2))))
    : anyNumber(random, depth - 1),
})

/** The transformation of a rule. */
export const ruleOf = ({ update, mu: nextMu, nu: nextNu }: Formulas): GradientTransformation =>
  transformation(
    {
      name: 'random',
      options: {},
      state: { count: counter(), mu: moment(), nu: moment() },
      rule: () => ({ update, mu: nextMu, nu: nextNu }),
    },
    () => ({}),
  )() as AnyGradientTransformation as GradientTransformation

const isCall = (expr: Expr, name: string): expr is ApplyNode => expr.kind === 'apply' && expr.operation.name === name

/** Other ways to write an expression that is the same number wherever it has a value. */
export const rewritings = (expr: Expr, random: Random): readonly (() => Expr)[] => {
  if (expr.type === 'boolean') {
    if (expr.kind !== 'apply') return [() => not(not(expr))]
    const [a, b] = expr.args
    switch (expr.operation.name) {
      case 'less':
        return [() => greater(b, a), () => not(greaterOrEqual(a, b)), () => less(sub(a, b), 0)]
      case 'greater':
        return [() => less(b, a), () => not(lessOrEqual(a, b)), () => greater(mul(2, a), mul(2, b))]
      case 'lessOrEqual':
        return [() => or(less(a, b), equal(a, b)), () => greaterOrEqual(neg(a), neg(b))]
      case 'equal':
        return [() => equal(b, a), () => and(lessOrEqual(a, b), lessOrEqual(b, a)), () => not(notEqual(a, b))]
      case 'and':
        return [() => and(b, a), () => not(or(not(a), not(b)))]
      case 'or':
        return [() => or(b, a), () => not(and(not(a), not(b)))]
      default:
        return [() => not(not(expr))]
    }
  }
  const c = random.pick([2, 0.5, 3, 0.1, -1, 1.25])
  const always: (() => Expr)[] = [
    () => sub(add(expr, c), c),
    () => div(mul(expr, c), c),
    () => neg(neg(expr)),
    () => mul(expr, 1),
    () => add(mul(expr, 0.3), mul(0.7, expr)),
    () => max(expr, expr),
    () => select(less(gradient, param), expr, expr),
    () => mul(sign(expr), abs(expr)),
  ]
  if (expr.kind === 'reduce') {
    const [a] = expr.args
    if (expr.reduction.name === 'sumOfSquares') always.push(() => reduce(sum, expr.over, [square(a)]))
    if (expr.reduction.name === 'dot') always.push(() => reduce(sum, expr.over, [mul(expr.args[1], a)]))
    if (expr.reduction.name === 'sum')
      always.push(
        () => div(reduce(sum, expr.over, [mul(a, c)]), c),
        () => add(reduce(sum, expr.over, [mul(a, 0.25)]), reduce(sum, expr.over, [mul(0.75, a)])),
      )
    return always
  }
  if (expr.kind !== 'apply') return always
  const [a, b, d] = expr.args
  const own: Readonly<Record<string, readonly (() => Expr)[]>> = {
    add: [
      () => add(b, a),
      () => sub(a, neg(b)),
      () => (isCall(a, 'add') ? add(a.args[0], add(a.args[1], b)) : add(b, a)),
    ],
    sub: [() => neg(sub(b, a)), () => add(a, neg(b)), () => add(a, mul(-1, b))],
    mul: [
      () => mul(b, a),
      () => (isCall(a, 'add') ? add(mul(a.args[0], b), mul(a.args[1], b)) : mul(b, a)),
      () => (isCall(b, 'sub') ? sub(mul(a, b.args[0]), mul(a, b.args[1])) : mul(neg(a), neg(b))),
      () => (isCall(b, 'select') ? select(b.args[0], mul(a, b.args[1]), mul(a, b.args[2])) : mul(b, a)),
    ],
    div: [() => mul(a, div(1, b)), () => neg(div(neg(a), b)), () => div(mul(a, c), mul(b, c))],
    square: [() => mul(a, a), () => pow(a, 2), () => square(abs(a)), () => square(neg(a))],
    sqrt: [() => pow(a, 0.5), () => (isCall(a, 'square') ? abs(a.args[0]) : sqrt(a)), () => div(sqrt(mul(4, a)), 2)],
    abs: [() => max(a, neg(a)), () => sqrt(square(a)), () => select(less(a, 0), neg(a), a), () => abs(neg(a))],
    sign: [
      () => select(greater(a, 0), 1, select(less(a, 0), -1, 0)),
      () => neg(sign(neg(a))),
      () => sign(mul(3, a)),
      () => sign(sign(a)),
    ],
    max: [() => max(b, a), () => neg(min(neg(a), neg(b))), () => select(greater(a, b), a, b)],
    min: [() => min(b, a), () => neg(max(neg(a), neg(b))), () => select(less(a, b), a, b)],
    select: [() => select(not(a), d, b), () => add(d, select(a, sub(b, d), 0))],
    exp: [() => (isCall(a, 'add') ? mul(exp(a.args[0]), exp(a.args[1])) : square(exp(div(a, 2))))],
    pow: [
      () =>
        isCall(b, 'add') && b.args[1].kind === 'constant'
          ? mul(pow(a, b.args[0]), pow(a, b.args[1]))
          : pow(neg(neg(a)), b),
      () => (b === count ? div(pow(a, add(count, 1)), a) : expr),
    ],
  }
  return [...(own[expr.operation.name] ?? []), ...(own[expr.operation.name] ?? []), ...always]
}

/** An expression with one of its nodes, which `change` alters, changed. */
const changeOne = (root: Expr, random: Random, change: (node: Expr) => readonly (() => Expr)[]): Expr => {
  const nodes = postorder([root])
  const chosen = random.pick(nodes)
  const options = change(chosen)
  if (options.length === 0) return root
  const replacement = random.pick(options)()
  // Only where it stands now: what the replacement is made of stays as it is.
  const seen = new Map<Expr, Expr>()
  const visit = (node: Expr): Expr => {
    if (node === chosen) return replacement
    const known = seen.get(node)
    if (known !== undefined) return known
    const before = argumentsOf(node)
    const after = before.map(visit)
    const made = before.every((arg, i) => arg === after[i])
      ? node
      : node.kind === 'apply'
        ? apply(node.operation, after)
        : node.kind === 'reduce'
          ? reduce(node.reduction, node.over, after)
          : node
    seen.set(node, made)
    return made
  }
  return visit(root)
}

const onOne = (formulas: Formulas, random: Random, change: (root: Expr) => Expr): Formulas => {
  const key = random.pick(['update', 'update', 'mu', 'nu'] as const)
  return { ...formulas, [key]: change(formulas[key]) }
}

/** The same rule written otherwise. */
export const rewritten = (formulas: Formulas, random: Random, times: number): Formulas => {
  let result = formulas
  for (let i = 0; i < times; i++) {
    result = onOne(result, random, (root) => changeOne(root, random, (node) => rewritings(node, random)))
  }
  return result
}

const perturbations = (node: Expr, random: Random): readonly (() => Expr)[] => {
  switch (node.kind) {
    case 'constant':
      return [() => constant(node.value + random.pick([1, -1, 0.001, 0.1])), () => constant(-node.value)]
    case 'slot':
    case 'input':
      return node.type === 'number'
        ? [() => random.pick([gradient, param, mu, nu, count]), () => neg(node), () => add(node, 1)]
        : []
    case 'reduce':
      return [
        () => reduce(node.reduction.name === 'sum' ? sumOfSquares : sum, node.over, [node.args[0]]),
        () => reduce(node.reduction, node.over === 'tree' ? 'leaf' : 'tree', node.args),
      ]
    case 'apply': {
      const [a, b, c] = node.args
      if (node.type === 'boolean') {
        if (node.operation.argumentTypes[0] === 'boolean') return [() => not(node)]
        return [() => less(a, b), () => lessOrEqual(a, b), () => equal(a, b), () => greater(a, b)]
      }
      switch (node.operation.name) {
        case 'add':
          return [() => sub(a, b), () => add(a, mul(2, b))]
        case 'sub':
          return [() => add(a, b), () => sub(b, a)]
        case 'mul':
          return [() => mul(a, b, b), () => a]
        case 'div':
          return [() => div(b, a), () => div(a, square(b))]
        case 'square':
          return [() => mul(a, abs(a)), () => pow(a, 3)]
        case 'sqrt':
          return [() => a, () => neg(node)]
        case 'abs':
          return [() => a, () => neg(a)]
        case 'sign':
          return [() => a, () => constant(1), () => neg(node)]
        case 'max':
          return [() => min(a, b), () => a]
        case 'min':
          return [() => max(a, b), () => b]
        case 'select':
          return [() => select(a, c, b), () => b, () => c]
        case 'pow':
          return [() => pow(a, add(b, 1)), () => pow(b, a), () => pow(neg(a), b)]
        default:
          return [() => neg(node)]
      }
    }
    default:
      return []
  }
}

/** The rule with one coefficient, exponent, sign or slot changed; by chance it may still be the same rule. */
export const perturbed = (formulas: Formulas, random: Random): Formulas =>
  onOne(formulas, random, (root) => changeOne(root, random, (node) => perturbations(node, random)))
