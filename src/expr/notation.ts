/** Ways to print an operation. @module */

/** How tightly an operation binds in print; higher binds tighter. */
export type Precedence = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** How an operation is printed, given its printed arguments; `[print, own precedence, precedence asked of each]`. */
export interface Notation {
  readonly precedence: Precedence
  /** The least precedence each argument needs to stand without brackets. */
  readonly needs: readonly Precedence[]
  readonly print: (args: readonly string[]) => string
}

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
