/** Ways to print an operation. @module */
import type { Notation, Precedence } from './operation.ts'

/** Precedences, loosest first. */
export const loose = 0 satisfies Precedence
export const comparison = 1 satisfies Precedence
export const sum = 2 satisfies Precedence
export const product = 3 satisfies Precedence
export const prefix = 4 satisfies Precedence
export const power = 5 satisfies Precedence
export const tight = 6 satisfies Precedence

/** `a + b`: the right side of a non-associative operator needs to bind tighter. */
export const infix = (symbol: string, precedence: Precedence, right: Precedence): Notation => ({
  precedence,
  needs: [precedence, right],
  print: ([a, b]) => `${a}${symbol}${b}`,
})

/** `name(a, b)`. */
export const call = (name: string, arity: number): Notation => ({
  precedence: tight,
  needs: Array.from({ length: arity }, () => loose),
  print: (args) => `${name}(${args.join(', ')})`,
})

/** A fraction in LaTeX; as the base of a power it needs brackets. */
export const fraction: Notation = { precedence: power, needs: [loose, loose], print: ([a, b]) => `\\frac{${a}}{${b}}` }

/** A form that brackets its arguments by itself, such as a fraction. */
export const enclosing = (arity: number, print: (args: readonly string[]) => string): Notation => ({
  precedence: tight,
  needs: Array.from({ length: arity }, () => loose),
  print,
})
