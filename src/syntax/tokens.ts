/** Cut a text into words, numbers and signs. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'

/** One word, number, quoted text or sign. */
export interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'sign' | 'end'
  readonly text: string
  /** Where it begins in the text, from 0. */
  readonly at: number
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  // A letter with what hangs on it, subscripts and primes included; then steps into a state.
  ['name', /[\p{Ll}\p{Lu}\p{Lo}_$][\p{Ll}\p{Lu}\p{Lo}\p{M}\d₀-₉_$]*['′]?(?:\[\d+\]|\.[\p{L}_$][\w$]*)*/uy],
  ['text', /"[^"\n]*"|'[^'\n]*'/y],
  ['sign', /=>|<=|>=|==|!=|\*\*|[-+*/^·×√()[\]{}<>=,:;|]/y],
]

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵗⁿᵖ'
const raised = '0123456789+-tnp'

/** `b₁` as `b1`, and a prime as an apostrophe. */
const plain = (name: string): string =>
  name.replaceAll(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080)).replace('′', "'")

/** An error that shows the place. */
export const syntaxError = (source: string, at: number, problem: string): OptfuseError =>
  new OptfuseError('invalid-syntax', `${problem}\n  ${source.replaceAll(/\s/g, ' ')}\n  ${' '.repeat(at)}^`)

/**
 * The tokens of a text. Superscripts become powers: `x²` reads as `x^(2)`.
 *
 * @throws OptfuseError `invalid-syntax` for a sign that has no meaning
 */
export const tokens = (source: string): readonly Token[] => {
  const found: Token[] = []
  let at = 0
  while (at < source.length) {
    if (/\s/.test(source[at])) {
      at++
      continue
    }
    const start = at
    let power = ''
    while (superscripts.includes(source[at] ?? ' ')) power += raised[superscripts.indexOf(source[at++])]
    if (power !== '') {
      const inner = tokens(power).slice(0, -1)
      const sign = (text: string): Token => ({ kind: 'sign', text, at: start })
      found.push(sign('^'), sign('('), ...inner.map((token) => ({ ...token, at: start })), sign(')'))
      continue
    }
    const match = patterns.flatMap(([kind, pattern]) => {
      pattern.lastIndex = start
      const text = pattern.exec(source)?.[0]
      return text === undefined ? [] : [{ kind, text }]
    })[0]
    if (match === undefined) throw syntaxError(source, start, `"${source[start]}" has no meaning here.`)
    found.push({ kind: match.kind, text: match.kind === 'name' ? plain(match.text) : match.text, at: start })
    at = start + match.text.length
  }
  return [...found, { kind: 'end', text: '', at: source.length }]
}
