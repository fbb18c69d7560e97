/** Print expressions as text or LaTeX. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { asNorm } from './asNorm.ts'
import { nameOfScope } from './intern.ts'
import type { Expr, SizeNode } from './node.ts'
import type { Precedence } from './notation.ts'
import { loose, power, prefix, product, sum, tight } from './notation.ts'
import { notationOf } from './notations.ts'
import { argumentsOf } from './node.ts'
import { postorder } from './postorder.ts'

/** How to print. */
export interface PrintOptions {
  /** The language to print in. Default `'text'`. */
  readonly as?: 'text' | 'latex'
  /** Names for expressions that are defined elsewhere, printed instead of their formula. */
  readonly names?: ReadonlyMap<Expr, string>
}

const greek: Readonly<Record<string, string>> = {
  b1: '\\beta_1',
  b2: '\\beta_2',
  eps: '\\epsilon',
  epsRoot: '\\epsilon_{root}',
  rho: '\\rho',
  mu: '\\mu',
  nu: '\\nu',
  etaMinus: '\\eta^-',
  etaPlus: '\\eta^+',
  learningRate: '\\alpha',
  weightDecay: '\\lambda',
  count: 't',
  gradient: 'g',
  update: 'u',
  param: '\\theta',
}

/** A name as LaTeX prints it: the field's letter where there is one; a number after `_` as an index. */
export const latexName = (name: string): string => {
  const primed = name.endsWith("'")
  const bare = primed ? name.slice(0, -1) : name
  const [, base, index] = /^(.+)_(\d+)$/.exec(bare) ?? []
  const letter =
    base === undefined
      ? (greek[bare] ?? (bare.length === 1 ? bare : `\\mathit{${bare}}`))
      : `{${latexName(base)}}_{${index}}`
  return primed ? `${letter}'` : letter
}

interface Printed {
  readonly text: string
  readonly precedence: Precedence
}

/** A number; in LaTeX without the letters of programs. */
const printNumber = (value: number, latex: boolean): Printed => {
  const text = Object.is(value, -0) ? '-0' : String(value)
  const sign: Printed = { text, precedence: text.startsWith('-') ? prefix : tight }
  if (!latex) return sign
  if (Number.isNaN(value)) return { text: '\\text{NaN}', precedence: tight }
  if (!Number.isFinite(value)) return { ...sign, text: value < 0 ? '-\\infty' : '\\infty' }
  const [digits, exponent] = text.split('e')
  if (exponent === undefined) return sign
  const magnitude = `10^{${Number(exponent)}}`
  if (digits === '1') return { text: magnitude, precedence: power }
  return digits === '-1'
    ? { text: `-${magnitude}`, precedence: prefix }
    : { text: `${digits} \\cdot ${magnitude}`, precedence: product }
}

const bracket = (printed: Printed, needed: Precedence, latex: boolean): string =>
  printed.precedence >= needed ? printed.text : latex ? `\\left( ${printed.text} \\right)` : `(${printed.text})`

const reductionSymbol: Readonly<Record<string, string>> = {
  sum: '\\sum',
  sumOfSquares: '\\sum',
  dot: '\\sum',
  max: '\\max',
  min: '\\min',
}

/** The most characters of a formula: one that shares its parts can be exponentially longer than its expression. */
const LONGEST = 100_000

/**
 * An expression as a formula. Numbers stay as written, hyperparameters and state slots go by their names.
 *
 * @throws OptfuseError `too-large` for a formula of more than 100,000 characters
 * @example
 * print(movingAverage(hyper('b1', 0.9), slot('mu', 'element'), input('gradient')))
 * // b1 * mu + (1 - b1) * gradient
 */
export const print = (root: Expr, options: PrintOptions = {}): string => {
  const { as = 'text', names = new Map<Expr, string>() } = options
  const latex = as === 'latex'
  const named = (name: string): string => (latex ? latexName(name) : name)
  const printed = new Map<Expr, Printed>()
  const textOf = (expr: Expr, needed: Precedence): string =>
    bracket(printed.get(expr) ?? { text: '?', precedence: tight }, needed, latex)
  const atom = (text: string): Printed => ({ text, precedence: tight })

  const sizeText = ({ over, within }: SizeNode): string => {
    const extent = nameOfScope(over)
    if (!latex) return within === undefined ? `size(${extent})` : `size(${extent}, ${print(within)})`
    return `n_{\\text{${extent}}${within === undefined ? '' : `, ${print(within, { as })}`}}`
  }

  /** A norm or a root mean square under its own name, unless a part of it has another. */
  const normText = (expr: Expr): string | undefined => {
    const norm = asNorm(expr)
    if (norm === undefined || names.has(norm.sum)) return undefined
    const { sum: squares, count } = norm
    const isMean = count !== undefined
    if (isMean && (count.kind !== 'size' || count.over !== squares.over || count.within !== undefined)) return undefined
    const over = nameOfScope(squares.over)
    const inner = textOf(squares.args[0], loose)
    if (!latex) return `${isMean ? 'rms' : 'norm'}_${over}(${inner})`
    return isMean
      ? `\\operatorname{rms}_{\\text{${over}}} \\left( ${inner} \\right)`
      : `\\left\\lVert ${inner} \\right\\rVert_{\\text{${over}}}`
  }

  const show = (expr: Expr): Printed => {
    const name = names.get(expr)
    if (name !== undefined) return atom(named(name))
    switch (expr.kind) {
      case 'constant':
        return printNumber(expr.value, latex)
      case 'hyper':
      case 'input':
      case 'extra':
      case 'slot':
        return atom(named(expr.name))
      case 'scheduled':
        return atom(`${named(expr.name)}(${textOf(expr.count, loose)})`)
      case 'size':
        return atom(sizeText(expr))
      case 'rank':
        return atom(latex ? '\\operatorname{rank}' : 'rank')
      case 'member':
        return atom(latex ? `\\text{${expr.set.name}}` : expr.set.name)
      case 'apply': {
        const norm = normText(expr)
        if (norm !== undefined) return atom(norm)
        const notation = notationOf(expr.operation.name, expr.args.length, latex ? 'latex' : 'text')
        const args = expr.args.map((arg, i) => textOf(arg, notation.needs[i]))
        return { text: notation.print(args), precedence: notation.precedence }
      }
      case 'whole': {
        const argument = textOf(expr.args[0], loose)
        const { name: called } = expr.whole
        return atom(latex ? `\\operatorname{${called}} \\left( ${argument} \\right)` : `${called}(${argument})`)
      }
      case 'reduce': {
        const over = nameOfScope(expr.over)
        if (!latex)
          return atom(`${expr.reduction.name}_${over}(${expr.args.map((arg) => textOf(arg, loose)).join(', ')})`)
        const inner =
          expr.reduction.prepare === 'square'
            ? `{${textOf(expr.args[0], tight)}}^2`
            : expr.args.map((arg) => textOf(arg, prefix)).join(' \\, ')
        // A factor on its right would read as part of the sum, hence the precedence of a sum.
        return { text: `${reductionSymbol[expr.reduction.name]}_{\\text{${over}}} ${inner}`, precedence: sum }
      }
    }
  }

  for (const expr of postorder([root], (node) => (names.has(node) ? [] : argumentsOf(node)))) {
    const shown = show(expr)
    if (shown.text.length > LONGEST) {
      throw new OptfuseError(
        'too-large',
        `the formula has more than ${LONGEST} characters; give shared parts names with the option "names".`,
      )
    }
    printed.set(expr, shown)
  }
  return textOf(root, loose)
}
