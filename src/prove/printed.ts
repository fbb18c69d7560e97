/** Formulas in both languages. @module */
import { isOptfuseError } from '../errors/OptfuseError.ts'
import { print, type Expr, type PrintOptions } from '../expr/index.ts'
import { latexName } from '../expr/print.ts'
import type { Printed } from './proof.ts'

/** An expression in both languages. One that is too long to print leaves a proof what it is, and is not printed. */
export const printed = (expr: Expr, names: NonNullable<PrintOptions['names']>): Printed => {
  try {
    return { text: print(expr, { names }), latex: print(expr, { names, as: 'latex' }) }
  } catch (error) {
    if (!isOptfuseError(error) || error.code !== 'too-large') throw error
    const text = '(too long to print)'
    return { text, latex: `\\text{${text}}` }
  }
}

/** What a slot, or the update, is after a step. */
export const printedLine = (name: string, expr: Expr, names: NonNullable<PrintOptions['names']>): Printed => {
  const { text, latex } = printed(expr, names)
  return { text: `${name}' = ${text}`, latex: `${latexName(`${name}'`)} &= ${latex}` }
}

/** Lines as one text, in LaTeX aligned at their signs. */
export const aligned = (lines: readonly Printed[]): Printed => ({
  text: lines.map(({ text }) => text).join('\n'),
  latex: `\\begin{aligned}\n${lines.map(({ latex }) => latex).join(' \\\\\n')}\n\\end{aligned}`,
})
