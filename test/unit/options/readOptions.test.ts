import { describe, expect, test } from 'vitest'
import {
  choice,
  countRecord,
  flag,
  list,
  nullable,
  oneOrMore,
  record,
  requiredChoice,
  schedule,
} from '../../../src/options/choices.ts'
import type { Descriptor } from '../../../src/options/descriptor.ts'
import {
  decayRange,
  hyperparameter,
  nonNegative,
  number,
  positive,
  requiredHyperparameter,
  requiredNumber,
} from '../../../src/options/number.ts'
import { readOptions } from '../../../src/options/readOptions.ts'

const read = (descriptor: Descriptor, value: unknown): unknown =>
  (readOptions('opt', { x: descriptor }, { x: value }) as Readonly<Record<string, unknown>>)['x']
const halve = (count: number): number => count / 2

describe('a value that fits its descriptor comes back', () => {
  const cases: readonly (readonly [string, Descriptor, unknown, unknown])[] = [
    ['a number', number(1), -2.5, -2.5],
    ['minus zero', number(1), -0, -0],
    ['zero where numbers from zero on are meant', number(1, nonNegative), 0, 0],
    ['minus zero there too', number(1, nonNegative), -0, -0],
    ['the smallest number above zero', number(1, positive), Number.MIN_VALUE, Number.MIN_VALUE],
    ['the end of a range that holds it', number(1, { min: 0, max: 1 }), 1, 1],
    ['a whole number', number(1, { integer: true }), 3, 3],
    ['a schedule for a hyperparameter', hyperparameter(1), halve, halve],
    ['a schedule', schedule(), halve, halve],
    ['false', flag(true), false, false],
    ['a name', choice('a', 'b'), 'b', 'b'],
    ['null for leave it out', nullable(number(1)), null, null],
    ['a value where null would do', nullable(number(1)), 2, 2],
    ['a list', list(number(1)), [1, 2], [1, 2]],
    ['an empty list', list(number(1)), [], []],
    ['one for a list of one', oneOrMore(number(1)), 7, [7]],
    ['a list where one would do', oneOrMore(number(1)), [7, 8], [7, 8]],
    ['a record by counts', countRecord(number(1)), { 10: 0.5, 0: 2 }, { 0: 2, 10: 0.5 }],
    ['a record', record({ a: number(1), b: flag(false) }), { a: 2 }, { a: 2, b: false }],
  ]
  test.each(cases)('%s', (_, descriptor, given, wanted) => {
    expect(read(descriptor, given)).toStrictEqual(wanted)
  })
})

describe('what is left out, or undefined, is the default', () => {
  const cases: readonly (readonly [string, Descriptor, unknown])[] = [
    ['of a number', number(0.5), 0.5],
    ['of a hyperparameter', hyperparameter(0.9), 0.9],
    ['of a flag', flag(true), true],
    ['of a choice: the first', choice('a', 'b'), 'a'],
    ['of a nullable: null', nullable(number(1)), null],
    ['of a record by counts: the empty one', countRecord(number(1)), {}],
  ]
  test.each(cases)('%s', (_, descriptor, wanted) => {
    expect(readOptions('opt', { x: descriptor }, {})).toEqual({ x: wanted })
    expect(read(descriptor, undefined)).toEqual(wanted)
  })
})

describe('a value that does not fit is refused with the option, what it must be, and what came', () => {
  const cases: readonly (readonly [string, Descriptor, unknown, string])[] = [
    ['NaN', number(1), NaN, 'option x must be a finite number, got NaN.'],
    ['infinity', number(1), Infinity, 'option x must be a finite number, got Infinity.'],
    ['text for a number', number(1), '1', 'option x must be a finite number, got "1".'],
    ['null for a number', number(1), null, 'got null.'],
    ['a schedule for a plain number', number(1), halve, 'option x must be a finite number, got a function.'],
    ['a decay of 1', hyperparameter(0.9, decayRange), 1, 'option x must be a number in [0, 1) or a schedule, got 1.'],
    ['a decay above 1', hyperparameter(0.9, decayRange), 1.2, 'got 1.2.'],
    ['a negative', number(1, nonNegative), -1e-300, 'option x must be a number >= 0, got -1e-300.'],
    ['zero', number(1, positive), 0, 'option x must be a number > 0, got 0.'],
    ['more than the most', number(1, { max: 5 }), 6, 'option x must be a number <= 5, got 6.'],
    ['a fraction', number(1, { integer: true }), 1.5, 'option x must be a whole number, got 1.5.'],
    ['a fraction in a range', number(1, { integer: true, min: 1 }), 1.5, 'a whole number >= 1, got 1.5'],
    ['1 for true', flag(true), 1, 'option x must be true or false, got 1.'],
    ['an unknown name', choice('a', 'b'), 'c', 'option x must be one of "a", "b", got "c".'],
    ['a number for a schedule', schedule(), 1, 'option x must be a schedule (a function of the count), got 1.'],
    ['a bad value in a nullable', nullable(number(1, positive)), 0, 'option x must be a number > 0, got 0.'],
    ['no list', list(number(1)), 1, 'option x must be an array, got 1.'],
    ['a bad item', list(number(1)), [1, 'a'], 'option x[1] must be a finite number, got "a".'],
    ['a bad item on its own', oneOrMore(number(1)), 'a', 'option x must be a finite number, got "a".'],
    [
      'a key that is no count',
      countRecord(number(1)),
      { '1.5': 1 },
      'option x key must be a whole number >= 0, got "1.5".',
    ],
    ['a bad value under a count', countRecord(number(1)), { 3: NaN }, 'option x[3] must be a finite number, got NaN.'],
    [
      'a list for a record by counts',
      countRecord(number(1)),
      [1],
      'option x must be a record from counts to values, got an array.',
    ],
    ['a bad value in a record', record({ a: number(1) }), { a: NaN }, 'option x.a must be a finite number, got NaN.'],
    ['no record', record({ a: number(1) }), 3, 'option x must be a record of options, got 3.'],
  ]
  test.each(cases)('%s', (_, descriptor, given, message) => {
    expect(() => read(descriptor, given)).toThrow(message)
    expect(() => read(descriptor, given)).toThrow(
      expect.objectContaining({ code: 'invalid-option', transformation: 'opt', name: 'OptfuseError' }),
    )
  })
})

describe('what is required and missing is asked for', () => {
  const cases: readonly (readonly [Descriptor, string])[] = [
    [requiredNumber(), 'opt: option x is required: give a finite number.'],
    [requiredHyperparameter(nonNegative), 'option x is required: give a number >= 0 or a schedule.'],
    [requiredChoice('a', 'b'), 'option x is required: give one of "a", "b".'],
    [list(number(1)), 'option x is required: give an array.'],
    [schedule(), 'option x is required: give a schedule (a function of the count).'],
    [record({}), 'option x is required: give a record of options.'],
  ]
  test.each(cases)('%#', (descriptor, message) => {
    expect(() => readOptions('opt', { x: descriptor }, {} as never)).toThrow(message)
  })
})

describe('unknown options are refused with the nearest known one', () => {
  const schema = { learningRate: number(1), epsRoot: number(0) }
  const misread = (given: object) => () => readOptions('adam', schema, given as never)
  test.each([
    ['learningrate', 'adam: there is no option "learningrate". Did you mean "learningRate"?'],
    ['learning_rate', 'Did you mean "learningRate"?'],
    ['eps_root', 'Did you mean "epsRoot"?'],
    ['momentum', 'there is no option "momentum". Known: learningRate, epsRoot.'],
    ['toString', 'there is no option "toString".'],
  ])('%s', (key, message) => {
    expect(misread({ [key]: 1 })).toThrow(message)
    expect(misread({ [key]: undefined })).toThrow(expect.objectContaining({ code: 'unknown-option' }))
  })
  test('in a record within, by its whole name', () => {
    expect(() => readOptions('opt', { inner: record({ a: number(1) }) }, { inner: { b: 1 } } as never)).toThrow(
      'there is no option "inner.b". Did you mean "a"?',
    )
  })
  test('where there are none at all', () => {
    expect(() => readOptions('sign', {}, { a: 1 } as never)).toThrow('sign: there is no option "a". There are none.')
  })
  test('__proto__ from JSON', () => {
    expect(misread(JSON.parse('{ "__proto__": 1 }') as object)).toThrow('there is no option "__proto__"')
  })
})

test('anything but a record is refused', () => {
  for (const [given, got] of [
    [3, '3'],
    [null, 'null'],
    ['adam', '"adam"'],
    [[1], 'an array'],
    [halve, 'a function'],
  ] as const) {
    expect(() => readOptions('opt', { x: number(1) }, given as never)).toThrow(
      `must be a record of options, got ${got}.`,
    )
  }
})

test('what is given is neither kept nor written to', () => {
  const given = Object.freeze({ x: Object.freeze([1, 2]) })
  const { x } = readOptions('opt', { x: list(number(1)) }, given)
  expect(x).toEqual([1, 2])
  expect(x).not.toBe(given.x)
})
