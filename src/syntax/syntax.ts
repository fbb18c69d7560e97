/** What a written call or formula consists of. @module */

interface Place {
  /** Where it begins in the text, from 0. */
  readonly at: number
}

/** A literal: a number, a quoted text, true, false or null. */
export interface LiteralSyntax extends Place {
  readonly kind: 'literal'
  readonly value: number | string | boolean | null
}

/** A name, perhaps with a path behind it, such as `left.trace`. */
export interface NameSyntax extends Place {
  readonly kind: 'name'
  readonly name: string
}

/** `[a, b]`. */
export interface ListSyntax extends Place {
  readonly kind: 'list'
  readonly items: readonly Syntax[]
}

/** `{ decay: 0.9 }`; `{ eps }` stands for `{ eps: eps }`. */
export interface RecordSyntax extends Place {
  readonly kind: 'record'
  readonly entries: readonly (readonly [key: string, value: Syntax])[]
}

/** `name(a, b)`; operators are calls of `add`, `sub`, `mul`, `div`, `pow`, `neg`, `less` and so on. */
export interface CallSyntax extends Place {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Syntax[]
}

/** `(count) => formula`. */
export interface FunctionSyntax extends Place {
  readonly kind: 'function'
  readonly parameter: string
  readonly body: Syntax
}

/** A parsed text. */
export type Syntax = LiteralSyntax | NameSyntax | ListSyntax | RecordSyntax | CallSyntax | FunctionSyntax

/** `name = formula`. */
export interface Equation extends Place {
  readonly name: string
  readonly value: Syntax
}
