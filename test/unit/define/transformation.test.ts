import { describe, expect, test } from 'vitest'
import { transformation } from '../../../src/define/transformation.ts'
import {
  add,
  any,
  constant,
  greater,
  mean,
  mul,
  norm,
  not,
  or,
  select,
  slot,
  type Expr,
} from '../../../src/expr/index.ts'
import type { RuleDefinition } from '../../../src/rule/index.ts'
import { nullable } from '../../../src/options/choices.ts'
import { hyperparameter, number, requiredHyperparameter } from '../../../src/options/number.ts'
import { counter, leafFlag, moment, scalar } from '../../../src/rule/index.ts'

type Rule = (inputs: { readonly update: Expr; readonly m: Expr }) => Readonly<Record<string, unknown>>

/** A transformation with one moment `m` whose rule is not held to the types. */
const loose = (rule: Rule) =>
  transformation({ name: 'loose', options: {}, state: { m: moment() }, rule: rule as never }, () => ({}))

describe('a rule that does not fit its slots is refused by the name of the transformation', () => {
  const cases: readonly (readonly [string, Rule, string])[] = [
    ['no update', ({ m }) => ({ m }), 'loose: the rule must return update.'],
    ['a slot left out', ({ update }) => ({ update }), 'loose: the rule must return m.'],
    ['a name that is no slot', ({ update, m }) => ({ update, m, mm: m }), 'returns mm, which is not among its slots'],
    [
      'a truth value as the update',
      ({ update, m }) => ({ update: greater(update, 0), m }),
      'loose: the rule must return a number as update, got a boolean.',
    ],
    ['a truth value as a moment', ({ update }) => ({ update, m: greater(update, 0) }), 'a number as m, got a boolean'],
    ['text for a number', ({ update }) => ({ update, m: 'x' }), 'loose: m must be an expression or a number'],
    [
      'an undeclared slot in a formula',
      (inputs) => ({ update: add(inputs.update, (inputs as Readonly<Record<string, Expr>>)['nu']), m: inputs.m }),
      'loose: argument 2 of add must be an expression or a number, got undefined.',
    ],
  ]
  const alone: readonly (readonly [string, (update: Expr) => unknown, string])[] = [
    ['nothing', () => undefined, 'loose: the rule must return update.'],
    [
      'arithmetic of JavaScript',
      (update) => ({ update: Number(update) * 2 }),
      'loose: an expression is no number: write add(a, b), not a + b.',
    ],
    [
      'a comparison of JavaScript',
      (update) => ({ update: update > constant(0) ? 1 : 0 }),
      'loose: an expression is no number',
    ],
    ['a function of Math', (update) => ({ update: Math.sqrt(update as never) }), 'loose: an expression is no number'],
    [
      'no extent',
      (update) => ({ update: norm(update, undefined as never) }),
      "sumOfSquares is over 'tree', 'leaf' or axes of another name",
    ],
    ['an unknown extent', (update) => ({ update: mean(update, 'row' as never) }), 'such as exceptFirst; got "row".'],
    [
      'axes with a taken name',
      (update) => ({ update: norm(update, { name: 'leaf', of: () => [] }) }),
      'such as exceptFirst; got "leaf".',
    ],
    [
      'a descriptor',
      (update) => ({ update: mul(update, number(2) as never) }),
      'argument 2 of mul must be an expression',
    ],
  ]
  test.each(alone)('%s', (_, rule, message) => {
    const make = transformation(
      { name: 'loose', options: {}, state: {}, rule: (({ update }: { update: Expr }) => rule(update)) as never },
      () => ({}),
    )
    expect(make).toThrow(message)
    expect(make).toThrow(expect.objectContaining({ code: 'invalid-rule', transformation: 'loose' }))
  })

  test.each(cases)('%s', (_, rule, message) => {
    expect(() => loose(rule)()).toThrow(message)
    expect(() => loose(rule)()).toThrow(expect.objectContaining({ code: 'invalid-rule', transformation: 'loose' }))
  })
})

test('a slot that the rule reads but did not declare is refused when it is composed', () => {
  const opt = transformation(
    { name: 'ghost', options: {}, state: {}, rule: ({ update }) => ({ update: mul(update, slot('nu', 'element')) }) },
    () => ({}),
  )()
  expect(() => opt.init({ w: 1 })).toThrow('ghost: the rule reads a slot nu that it does not declare')
})

test('a slot named like an input is refused', () => {
  expect(() =>
    transformation(
      { name: 'x', options: {}, state: { gradient: moment() }, rule: () => ({ update: 1 }) as never },
      () => ({}),
    ),
  ).toThrow('x: a slot cannot be called gradient')
})

test('a schedule needs a count among the slots', () => {
  const make = transformation(
    { name: 'x', options: { a: requiredHyperparameter() }, state: {}, rule: (_, { a }) => ({ update: a }) },
    (a: number | ((count: number) => number)) => ({ a }),
  )
  expect(make(2).update({ w: 1 }, {})[0]).toEqual({ w: 2 })
  expect(() => make(() => 1)).toThrow('x: option a follows a schedule, which needs a count')
})

test('the same rule with the same schedule is the same formula', () => {
  const make = transformation(
    {
      name: 'x',
      options: { a: requiredHyperparameter() },
      state: { count: counter() },
      rule: (_, { a }) => ({ update: a }),
    },
    (a: (count: number) => number) => ({ a }),
  )
  const schedule = (count: number): number => count
  expect((make(schedule).definition as RuleDefinition).update).toBe(
    (make(schedule).definition as RuleDefinition).update,
  )
})

describe('a schedule that gives something other than a number stops the update', () => {
  const make = transformation(
    {
      name: 'x',
      options: { a: requiredHyperparameter() },
      state: { count: counter() },
      rule: (_, { a }) => ({ update: a }),
    },
    (a: (count: number) => number) => ({ a }),
  )
  test.each([NaN, undefined, null, '', '0.1', [], true])('%j', (value) => {
    const opt = make((() => value) as never)
    expect(() => opt.update({ w: 1 }, { count: 4 })).toThrow(
      expect.objectContaining({
        code: 'invalid-schedule',
        transformation: 'x',
        message: `x: the schedule of a gave ${String(value)} at count 4; it must give a number. Nothing was updated.`,
      }),
    )
  })
})

test('each kind of slot starts as declared and carries what the rule gives', () => {
  const make = transformation(
    {
      name: 'all',
      options: { start: hyperparameter(3) },
      state: { count: counter(), total: scalar(2), seen: leafFlag(), m: moment('start'), n: moment(-1) },
      rule: ({ update, total, seen, m, n }) => ({
        update: select(seen, add(update, 100), update),
        total: mul(total, 2),
        seen: or(seen, any(greater(update, 4), 'leaf')),
        m: add(m, update),
        n,
      }),
    },
    (start: number) => ({ start }),
  )
  const opt = make(5)
  const params = { a: 0, b: Float32Array.of(0, 0) }
  const state = opt.init(params)
  expect(state).toEqual({
    count: 0,
    total: 2,
    seen: { a: false, b: false },
    m: { a: 5, b: Float32Array.of(5, 5) },
    n: { a: -1, b: Float32Array.of(-1, -1) },
  })
  const [first, next] = opt.update({ a: 1, b: Float32Array.of(1, 9) }, state)
  expect(first).toEqual({ a: 1, b: Float32Array.of(1, 9) })
  expect(next).toEqual({
    count: 1,
    total: 4,
    seen: { a: false, b: true },
    m: { a: 6, b: Float32Array.of(6, 14) },
    n: { a: -1, b: Float32Array.of(-1, -1) },
  })
  const [second] = opt.update({ a: 5, b: Float32Array.of(1, 1) }, next)
  expect(second).toEqual({ a: 5, b: Float32Array.of(101, 101) })
})

test('a flag may be set for all leaves by one truth value, and negated', () => {
  const opt = transformation(
    {
      name: 'flip',
      options: {},
      state: { odd: leafFlag(), hot: leafFlag() },
      rule: ({ update, odd }) => ({ update, odd: not(odd), hot: any(greater(update, 4), 'tree') }),
    },
    () => ({}),
  )()
  const params = [0, [0]]
  const [, one] = opt.update([1, [5]], opt.init(params))
  expect(one).toEqual({ odd: [true, [true]], hot: [true, [true]] })
  const [, two] = opt.update([1, [1]], one)
  expect(two).toEqual({ odd: [false, [false]], hot: [false, [false]] })
})

test('a moment that starts at an option which is no number is refused', () => {
  const make = (initial: string) =>
    transformation(
      {
        name: 'x',
        options: { a: nullable(number(0)) },
        state: { m: moment(initial) },
        rule: ({ update, m }) => ({ update, m }),
      },
      () => ({}),
    )()
  expect(() => make('a')).toThrow('x: slot m starts at option a, which is not a number.')
  expect(() => make('b')).toThrow('x: slot m starts at option b, which is not a number.')
})

test('a scalar whose next value varies by element is refused by name', () => {
  const opt = transformation(
    { name: 'x', options: {}, state: { s: scalar(0) }, rule: ({ update }) => ({ update, s: update }) },
    () => ({}),
  )()
  expect(() => opt.init({ w: 1 })).toThrow('x: slot s holds one value per tree, but its next value varies more')
})

test('a factory says its name, its options and its needs, and takes one record of options', () => {
  const make = transformation(
    {
      name: 'x',
      options: { a: requiredHyperparameter() },
      state: {},
      needs: ['params'],
      rule: ({ param }, { a }) => ({ update: mul(param, a) }),
    },
    (a: number) => ({ a }),
  )
  expect(make.factoryName).toBe('x')
  expect(make.needsParams).toBe(true)
  expect(Object.keys(make.schema)).toEqual(['a'])
  expect(make.fromOptions({ a: 3 }).update({ w: 1 }, {}, { w: 2 })[0]).toEqual({ w: 6 })
  expect(() => make.fromOptions({ b: 3 })).toThrow('x: there is no option "b". Did you mean "a"?')
})
