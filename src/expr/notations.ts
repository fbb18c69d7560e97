/** How each operation is printed. Apart from what an operation is, for what only computes does not carry it. @module */
import {
  call,
  comparison,
  enclosing,
  fraction,
  infix,
  loose,
  power,
  prefix,
  product,
  sum,
  tight,
  type Notation,
} from './notation.ts'

interface Notations {
  readonly text: Notation
  readonly latex: Notation
}

const both = (notation: Notation): Notations => ({ text: notation, latex: notation })

const compared = (text: string, latex: string = text): Notations => ({
  text: infix(` ${text} `, comparison, sum),
  latex: infix(` ${latex} `, comparison, sum),
})

/** In LaTeX `and` and `or` bracket each other, so that nobody has to know which binds tighter. */
const connective = (symbol: string): Notation => ({
  precedence: loose,
  needs: [comparison, comparison],
  print: ([a, b]) => `${a} ${symbol} ${b}`,
})

/** By operation; what is not here is printed as a call of its name. */
const notations: Readonly<Record<string, Partial<Notations>>> = {
  add: both(infix(' + ', sum, sum)),
  sub: both(infix(' - ', sum, product)),
  mul: { text: infix(' * ', product, power), latex: infix(' \\, ', product, power) },
  div: { text: infix(' / ', product, power), latex: fraction },
  neg: both({ precedence: prefix, needs: [power], print: ([a]) => `-${a}` }),
  less: compared('<'),
  lessOrEqual: compared('<=', '\\le'),
  greater: compared('>'),
  greaterOrEqual: compared('>=', '\\ge'),
  equal: compared('==', '='),
  notEqual: compared('!=', '\\ne'),
  and: { latex: connective('\\land') },
  or: { latex: connective('\\lor') },
  not: { latex: { precedence: prefix, needs: [prefix], print: ([a]) => `\\lnot ${a}` } },
  select: {
    // Cases have no closing brace, so within a larger formula they are bracketed.
    latex: {
      precedence: comparison,
      needs: [loose, loose, loose],
      print: ([condition, a, b]) => `\\begin{cases} ${a} & ${condition} \\\\ ${b} & \\text{otherwise} \\end{cases}`,
    },
  },
  abs: { latex: enclosing(1, ([a]) => `\\left| ${a} \\right|`) },
  sqrt: { latex: enclosing(1, ([a]) => `\\sqrt{${a}}`) },
  floor: { latex: enclosing(1, ([a]) => `\\lfloor ${a} \\rfloor`) },
  exp: { latex: { precedence: power, needs: [loose], print: ([a]) => `e^{${a}}` } },
  log: { latex: call('\\log', 1) },
  tanh: { latex: call('\\tanh', 1) },
  square: {
    text: { precedence: power, needs: [tight], print: ([a]) => `${a}^2` },
    latex: { precedence: power, needs: [tight], print: ([a]) => `{${a}}^2` },
  },
  min: { latex: call('\\min', 2) },
  max: { latex: call('\\max', 2) },
  pow: {
    text: { precedence: power, needs: [tight, tight], print: ([a, b]) => `${a}^${b}` },
    latex: { precedence: power, needs: [tight, loose], print: ([a, b]) => `{${a}}^{${b}}` },
  },
  mod: { text: infix(' mod ', product, prefix), latex: infix(' \\bmod ', product, prefix) },
  increment: both({ precedence: sum, needs: [sum], print: ([a]) => `${a} + 1` }),
  isNaN: { latex: { precedence: comparison, needs: [sum], print: ([a]) => `${a} \\text{ is NaN}` } },
  isFinite: { latex: { precedence: comparison, needs: [sum], print: ([a]) => `${a} \\text{ is finite}` } },
}

/** How an operation is printed. */
export const notationOf = (name: string, arity: number, as: 'text' | 'latex'): Notation =>
  (Object.hasOwn(notations, name) ? notations[name][as] : undefined) ??
  call(as === 'latex' ? `\\operatorname{${name}}` : name, arity)
