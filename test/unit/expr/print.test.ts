import { describe, expect, test } from 'vitest'
import {
  abs,
  add,
  and,
  constant,
  div,
  equal,
  exceptFirst,
  exp,
  floor,
  greater,
  hyper,
  increment,
  input,
  isFinite,
  isNaN,
  less,
  log,
  max,
  mean,
  min,
  mod,
  movingAverage,
  mul,
  neg,
  norm,
  not,
  or,
  pow,
  print,
  rank,
  reduceDot,
  reduceMax,
  reduceSum,
  reduceSumOfSquares,
  rms,
  scheduled,
  select,
  sign,
  slot,
  sqrt,
  square,
  sub,
  tanh,
  type Expr,
} from '../../../src/expr/index.ts'

const [a, b, c] = [slot('a', 'element'), slot('b', 'element'), slot('c', 'element')]
const [p, q, r] = [less(a, b), greater(b, c), isNaN(c)]

const cases: readonly (readonly [Expr, text: string, latex: string])[] = [
  // Sums and differences.
  [add(a, b, c), 'a + b + c', 'a + b + c'],
  [sub(sub(a, b), c), 'a - b - c', 'a - b - c'],
  [sub(a, sub(b, c)), 'a - (b - c)', 'a - \\left( b - c \\right)'],
  [sub(a, add(b, c)), 'a - (b + c)', 'a - \\left( b + c \\right)'],
  [sub(a, mul(b, c)), 'a - b * c', 'a - b \\, c'],
  [add(sub(a, b), c), 'a - b + c', 'a - b + c'],
  // Products and quotients.
  [mul(add(a, b), c), '(a + b) * c', '\\left( a + b \\right) \\, c'],
  [mul(a, sub(b, c)), 'a * (b - c)', 'a \\, \\left( b - c \\right)'],
  [mul(a, mul(b, c)), 'a * (b * c)', 'a \\, \\left( b \\, c \\right)'],
  [div(div(a, b), c), 'a / b / c', '\\frac{\\frac{a}{b}}{c}'],
  [div(a, div(b, c)), 'a / (b / c)', '\\frac{a}{\\frac{b}{c}}'],
  [div(a, mul(b, c)), 'a / (b * c)', '\\frac{a}{b \\, c}'],
  [div(add(a, b), sub(b, c)), '(a + b) / (b - c)', '\\frac{a + b}{b - c}'],
  [mul(div(a, b), c), 'a / b * c', '\\frac{a}{b} \\, c'],
  [mul(a, div(b, c)), 'a * (b / c)', 'a \\, \\frac{b}{c}'],
  [mod(mul(a, b), c), 'a * b mod c', 'a \\, b \\bmod c'],
  [mod(a, mul(b, c)), 'a mod (b * c)', 'a \\bmod \\left( b \\, c \\right)'],
  // Signs.
  [neg(a), '-a', '-a'],
  [neg(neg(a)), '-(-a)', '-\\left( -a \\right)'],
  [neg(add(a, b)), '-(a + b)', '-\\left( a + b \\right)'],
  [neg(square(a)), '-a^2', '-{a}^2'],
  [square(neg(a)), '(-a)^2', '{\\left( -a \\right)}^2'],
  [mul(neg(a), b), '-a * b', '-a \\, b'],
  [mul(a, neg(b)), 'a * (-b)', 'a \\, \\left( -b \\right)'],
  [mul(a, constant(-0.1)), 'a * (-0.1)', 'a \\, \\left( -0.1 \\right)'],
  [square(constant(-2)), '(-2)^2', '{\\left( -2 \\right)}^2'],
  // Powers.
  [square(add(a, b)), '(a + b)^2', '{\\left( a + b \\right)}^2'],
  [square(square(a)), '(a^2)^2', '{\\left( {a}^2 \\right)}^2'],
  [pow(pow(a, b), c), '(a^b)^c', '{\\left( {a}^{b} \\right)}^{c}'],
  [pow(a, pow(b, c)), 'a^(b^c)', '{a}^{{b}^{c}}'],
  [pow(a, neg(b)), 'a^(-b)', '{a}^{-b}'],
  [pow(square(a), add(b, c)), '(a^2)^(b + c)', '{\\left( {a}^2 \\right)}^{b + c}'],
  [square(div(a, b)), '(a / b)^2', '{\\left( \\frac{a}{b} \\right)}^2'],
  [square(exp(a)), 'exp(a)^2', '{\\left( e^{a} \\right)}^2'],
  [exp(square(a)), 'exp(a^2)', 'e^{{a}^2}'],
  // Functions.
  [sqrt(add(a, b)), 'sqrt(a + b)', '\\sqrt{a + b}'],
  [square(sqrt(a)), 'sqrt(a)^2', '{\\sqrt{a}}^2'],
  [abs(neg(a)), 'abs(-a)', '\\left| -a \\right|'],
  [floor(a), 'floor(a)', '\\lfloor a \\rfloor'],
  [sign(a), 'sign(a)', '\\operatorname{sign}(a)'],
  [log(a), 'log(a)', '\\log(a)'],
  [tanh(a), 'tanh(a)', '\\tanh(a)'],
  [min(a, add(b, c)), 'min(a, b + c)', '\\min(a, b + c)'],
  [max(a, b), 'max(a, b)', '\\max(a, b)'],
  [mul(2, increment(a)), '2 * (a + 1)', '2 \\, \\left( a + 1 \\right)'],
  // Conditions.
  [less(add(a, b), c), 'a + b < c', 'a + b < c'],
  [and(p, q), 'and(a < b, b > c)', 'a < b \\land b > c'],
  [and(or(p, q), r), 'and(or(a < b, b > c), isNaN(c))', '\\left( a < b \\lor b > c \\right) \\land c \\text{ is NaN}'],
  [or(and(p, q), r), 'or(and(a < b, b > c), isNaN(c))', '\\left( a < b \\land b > c \\right) \\lor c \\text{ is NaN}'],
  [not(p), 'not(a < b)', '\\lnot \\left( a < b \\right)'],
  [and(not(p), equal(a, c)), 'and(not(a < b), a == c)', '\\lnot \\left( a < b \\right) \\land a = c'],
  [isFinite(sub(a, b)), 'isFinite(a - b)', 'a - b \\text{ is finite}'],
  [select(p, a, b), 'select(a < b, a, b)', '\\begin{cases} a & a < b \\\\ b & \\text{otherwise} \\end{cases}'],
  [
    mul(select(p, a, b), c),
    'select(a < b, a, b) * c',
    '\\left( \\begin{cases} a & a < b \\\\ b & \\text{otherwise} \\end{cases} \\right) \\, c',
  ],
  // Reductions.
  [norm(a, 'tree'), 'norm_tree(a)', '\\left\\lVert a \\right\\rVert_{\\text{tree}}'],
  [rms(add(a, b), 'leaf'), 'rms_leaf(a + b)', '\\operatorname{rms}_{\\text{leaf}} \\left( a + b \\right)'],
  [reduceSumOfSquares(a, 'leaf'), 'sumOfSquares_leaf(a)', '\\sum_{\\text{leaf}} {a}^2'],
  [mean(a, 'leaf'), 'sum_leaf(a) / size(leaf)', '\\frac{\\sum_{\\text{leaf}} a}{n_{\\text{leaf}}}'],
  [mul(reduceSum(a, 'leaf'), b), 'sum_leaf(a) * b', '\\left( \\sum_{\\text{leaf}} a \\right) \\, b'],
  [reduceSum(mul(a, b), 'leaf'), 'sum_leaf(a * b)', '\\sum_{\\text{leaf}} \\left( a \\, b \\right)'],
  [reduceDot(a, add(b, c), 'tree'), 'dot_tree(a, b + c)', '\\sum_{\\text{tree}} a \\, \\left( b + c \\right)'],
  [reduceMax(a, exceptFirst), 'max_exceptFirst(a)', '\\max_{\\text{exceptFirst}} a'],
  [rank(), 'rank', '\\operatorname{rank}'],
]

describe('brackets stand where they are needed and nowhere else', () => {
  test.each(cases)('%#: %s', (expr, text, latex) => {
    expect(print(expr)).toBe(text)
    expect(print(expr, { as: 'latex' })).toBe(latex)
  })
})

test('no two of these formulas print alike', () => {
  for (const as of ['text', 'latex'] as const) {
    expect(new Set(cases.map(([expr]) => print(expr, { as }))).size).toBe(cases.length)
  }
})

test('numbers print as written; LaTeX gets powers of ten, signs and symbols', () => {
  const values = [0, -0, 1.5, -2, 1e-8, -1e-8, 2.5e-7, 1e21, NaN, Infinity, -Infinity]
  expect(values.map((value) => print(constant(value)))).toEqual(
    '0,-0,1.5,-2,1e-8,-1e-8,2.5e-7,1e+21,NaN,Infinity,-Infinity'.split(','),
  )
  expect(values.map((value) => print(constant(value), { as: 'latex' }))).toEqual([
    '0',
    '-0',
    '1.5',
    '-2',
    '10^{-8}',
    '-10^{-8}',
    '2.5 \\cdot 10^{-7}',
    '10^{21}',
    '\\text{NaN}',
    '\\infty',
    '-\\infty',
  ])
  expect(print(square(constant(1e-8)), { as: 'latex' })).toBe('{\\left( 10^{-8} \\right)}^2')
})

test('the example of the docstring', () => {
  const expr = movingAverage(hyper('b1', 0.9), slot('mu', 'element'), input('gradient'))
  expect(print(expr)).toBe('b1 * mu + (1 - b1) * gradient')
  expect(print(expr, { as: 'latex' })).toBe('\\beta_1 \\, \\mu + \\left( 1 - \\beta_1 \\right) \\, g')
})

test('a schedule prints with its count, and names stand for what they name', () => {
  const lr = scheduled('learningRate', (t) => t, slot('count', 'uniform'))
  const step = mul(lr, add(a, b))
  expect(print(step)).toBe('learningRate(count) * (a + b)')
  expect(print(step, { as: 'latex' })).toBe('\\alpha(t) \\, \\left( a + b \\right)')
  expect(print(step, { names: new Map([[add(a, b), 'mu']]) })).toBe('learningRate(count) * mu')
  expect(print(step, { as: 'latex', names: new Map([[add(a, b), "mu'"]]) })).toBe("\\alpha(t) \\, \\mu'")
})

test('a formula that its shared parts make too long to read is refused', () => {
  const doubled = Array.from({ length: 60 }).reduce<Expr>((sum) => add(sum, sum), input('update'))
  expect(() => print(doubled)).toThrow(expect.objectContaining({ code: 'too-large' }))
})
