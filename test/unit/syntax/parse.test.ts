import { describe, expect, it } from 'vitest'
import { constant, hyper, interpret, print } from '../../../src/expr/index.ts'
import { formulaOf } from '../../../src/syntax/formulaOf.ts'
import { parse, parseEquality, parseEquations } from '../../../src/syntax/parse.ts'

const names = { a: hyper('a', 3), b1: hyper('b1', 0.5), "mu'": hyper("mu'", 7), 'left.nu': hyper('left.nu', 2) }
const read = (text: string) =>
  formulaOf(
    parse(text),
    text,
    (name) => Object.entries(names).find(([known]) => known === name)?.[1],
    Object.keys(names),
  )
const valueOf = (text: string): number => interpret(read(text), {})

describe('a written formula', () => {
  it.each([
    ['1 + 2·3', 7],
    ['(1 + 2)*3', 9],
    ['2 - 3 - 4', -5],
    ['24/4/2', 3],
    ['-a²', -9],
    ['(-a)^2', 9],
    ['2^-1', 0.5],
    ['2**3**2', 512],
    ['√(16) + |2 - 5|', 7],
    ['√a^2', 3],
    ['b₁ⁿ⁺¹'.replace('ⁿ', '²'), 0.125],
    ["mu' + mu′", 14],
    ['left.nu·1e-1', 0.2],
    ['max(a, min(10, 4)) + sign(-a)', 3],
    ['(1 if a < 2, 2 if a < 4, otherwise 3)', 2],
    ['(1 if a == 4, otherwise 5)', 5],
  ])('%s is %d', (text, value) => {
    expect(valueOf(text)).toBeCloseTo(value, 14)
  })

  it('reads a literal minus as a number and a square as one', () => {
    expect(read('-0.5')).toBe(constant(-0.5))
    expect(print(read('a² + a^3'))).toBe('a^2 + a^3')
  })

  it.each([
    ['1 +', 'expected a number, a name or a bracket, found the end.\n  1 +\n     ^'],
    ['(1', 'expected ")", found the end'],
    ['1 2', 'expected the end, found "2"'],
    ['a % 2', '"%" has no meaning here.\n  a % 2\n    ^'],
    ['b2', '"b2" is not known here. Did you mean "b1"?'],
    ['sqroot(2)', 'there is no function "sqroot". Did you mean "sqrt"?'],
    ['max(1)', 'max takes 2 arguments, got 1.'],
    ['{ a: 1 }', 'a formula has numbers, names and operations only.'],
    ['(1 if a < 2)', 'expected ", otherwise …", found ")"'],
    ['('.repeat(300), 'brackets nest deeper than 200.'],
    ['constructor', '"constructor" is not known here.'],
  ])('%s is refused with the place', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })
})

describe('written equations', () => {
  it('are separated by commas, semicolons or lines', () => {
    const names_ = parseEquations("t2 = 1, mu' = 2; nu₀ = 3\nΔθ = 4,").map(({ name }) => name)
    expect(names_).toEqual(['t2', "mu'", 'nu0', 'Δθ'])
  })

  it('need a name on the left', () => {
    expect(() => parseEquations('2 = 1')).toThrow('the name that an equation defines')
  })

  it('of two formulas have one sign', () => {
    expect(parseEquality('left.nu = a').map(({ kind }) => kind)).toEqual(['name', 'name'])
    expect(() => parseEquality('a')).toThrow('expected "="')
  })
})
