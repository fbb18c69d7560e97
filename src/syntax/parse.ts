/** Read calls, formulas and equations; nothing is ever evaluated as JavaScript. @module */
import type { Equation, Syntax } from './syntax.ts'
import { syntaxError, tokens, type Token } from './tokens.ts'

const comparisons: Readonly<Record<string, string>> = {
  '<': 'less',
  '<=': 'lessOrEqual',
  '>': 'greater',
  '>=': 'greaterOrEqual',
  '==': 'equal',
  '!=': 'notEqual',
}
const sums: Readonly<Record<string, string>> = { '+': 'add', '-': 'sub' }
const products: Readonly<Record<string, string>> = { '*': 'mul', '·': 'mul', '×': 'mul', '/': 'div' }
const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null }

/** How deep brackets may nest; far beyond any use, and well within the stack. */
const MAX_DEPTH = 200

/** Reads one text from left to right. */
const reader = (source: string) => {
  const all = tokens(source)
  let next = 0
  let depth = 0

  const peek = (ahead = 0): Token => all[Math.min(next + ahead, all.length - 1)]
  const take = (): Token => all[Math.min(next++, all.length - 1)]
  const is = (text: string, ahead = 0): boolean => {
    const token = peek(ahead)
    return token.text === text && (token.kind === 'sign' || token.kind === 'name')
  }
  const found = ({ kind, text }: Token): string => (kind === 'end' ? 'the end' : `"${text}"`)
  const refuse = (expected: string, token = peek()): never => {
    throw syntaxError(source, token.at, `expected ${expected}, found ${found(token)}.`)
  }
  const expect = (text: string, what = `"${text}"`): Token => (is(text) ? take() : refuse(what))

  /** `item, item, …` up to a closing sign; a trailing comma is fine. */
  const listUntil = <A>(close: string, item: () => A): readonly A[] => {
    const items: A[] = []
    while (!is(close)) {
      items.push(item())
      if (!is(close)) expect(',', `"," or "${close}"`)
    }
    take()
    return items
  }

  const binary = (operators: Readonly<Record<string, string>>, operand: () => Syntax): Syntax => {
    let left = operand()
    while (peek().kind === 'sign' && Object.hasOwn(operators, peek().text)) {
      const { text, at } = take()
      left = { kind: 'call', name: operators[text], args: [left, operand()], at }
    }
    return left
  }

  const entry = (): readonly [string, Syntax] => {
    const token = take()
    if (token.kind !== 'name' && token.kind !== 'text' && token.kind !== 'number')
      return refuse('an option name', token)
    const key = token.kind === 'text' ? token.text.slice(1, -1) : token.text
    if (is(':')) {
      take()
      return [key, expression()]
    }
    return token.kind === 'name' ? [key, { kind: 'name', name: key, at: token.at }] : refuse('":"')
  }

  /** `a if c, b if d, otherwise e` after its opening bracket. */
  const cases = (first: Syntax): Syntax => {
    const { at } = expect('if')
    const condition = expression()
    expect(',', '", otherwise …"')
    if (is('otherwise')) {
      take()
      return { kind: 'call', name: 'select', args: [condition, first, expression()], at }
    }
    return { kind: 'call', name: 'select', args: [condition, first, cases(expression())], at }
  }

  const primary = (): Syntax => {
    const token = take()
    const { kind, text, at } = token
    if (kind === 'number') return { kind: 'literal', value: Number(text), at }
    if (kind === 'text') return { kind: 'literal', value: text.slice(1, -1), at }
    if (kind === 'name') {
      if (is('=>')) {
        take()
        return { kind: 'function', parameter: text, body: expression(), at }
      }
      if (is('(')) {
        take()
        return { kind: 'call', name: text, args: listUntil(')', expression), at }
      }
      return Object.hasOwn(words, text) ? { kind: 'literal', value: words[text], at } : { kind: 'name', name: text, at }
    }
    switch (text) {
      case '(': {
        if (peek().kind === 'name' && is(')', 1) && is('=>', 2)) {
          const parameter = take().text
          take()
          take()
          return { kind: 'function', parameter, body: expression(), at }
        }
        const inner = expression()
        const whole = is('if') ? cases(inner) : inner
        expect(')')
        return whole
      }
      case '|': {
        const inner = sum()
        expect('|')
        return { kind: 'call', name: 'abs', args: [inner], at }
      }
      case '√':
        return { kind: 'call', name: 'sqrt', args: [primary()], at }
      case '[':
        return { kind: 'list', items: listUntil(']', expression), at }
      case '{':
        return { kind: 'record', entries: listUntil('}', entry), at }
      default:
        return refuse('a number, a name or a bracket', token)
    }
  }

  const power = (): Syntax => {
    const base = primary()
    if (!is('^') && !is('**')) return base
    const { at } = take()
    return { kind: 'call', name: 'pow', args: [base, factor()], at }
  }

  const factor = (): Syntax => {
    if (is('+')) take()
    if (!is('-')) return power()
    const { at } = take()
    return { kind: 'call', name: 'neg', args: [factor()], at }
  }

  const product = (): Syntax => binary(products, factor)
  const sum = (): Syntax => binary(sums, product)

  const expression = (): Syntax => {
    if (++depth > MAX_DEPTH) throw syntaxError(source, peek().at, `brackets nest deeper than ${MAX_DEPTH}.`)
    const value = binary(comparisons, sum)
    depth--
    return value
  }

  const equation = (): Equation => {
    const token = take()
    if (token.kind !== 'name') refuse('the name that an equation defines', token)
    expect('=')
    return { name: token.text, value: expression(), at: token.at }
  }

  return { is, peek, refuse, take, expect, expression, equation }
}

/**
 * Read one call or formula.
 *
 * @throws OptfuseError `invalid-syntax`, with the place
 * @example
 * const { kind } = parse('chain(momentum(0.9), scaleByRms({ decay: 0.999 }))')
 * kind // 'call'
 */
export const parse = (source: string): Syntax => {
  const { expression, peek, refuse } = reader(source)
  const value = expression()
  return peek().kind === 'end' ? value : refuse('the end')
}

/**
 * Read equations, separated by commas, semicolons or nothing.
 *
 * @throws OptfuseError `invalid-syntax`, with the place
 * @example
 * parseEquations("v' = g + 0.9·v, Δθ = -0.1·v'").map(({ name }) => name) // ["v'", 'Δθ']
 */
export const parseEquations = (source: string): readonly Equation[] => {
  const { equation, is, peek, take } = reader(source)
  const equations: Equation[] = []
  while (peek().kind !== 'end') {
    equations.push(equation())
    while (is(',') || is(';')) take()
  }
  return equations
}

/**
 * Read two formulas that are said to be equal.
 *
 * @throws OptfuseError `invalid-syntax`, with the place
 * @example
 * parseEquality('left.ema = (1 - d)·right.trace').length // 2
 */
export const parseEquality = (source: string): readonly [Syntax, Syntax] => {
  const { expect, expression, peek, refuse } = reader(source)
  const left = expression()
  expect('=')
  const right = expression()
  return peek().kind === 'end' ? [left, right] : refuse('the end')
}
