/** What proofs take for granted, in words. @module */
import type { PrintOptions } from '../expr/index.ts'
import { printed } from './printed.ts'
import type { Demand, Reliance } from './reliance.ts'

/** Something a proof relies on that was not itself proved. */
export interface Assumption {
  readonly text: string
  readonly latex: string
}

const relation: Readonly<Partial<Record<Demand, readonly [text: string, latex: string]>>> = {
  nonzero: ['!= 0', '\\ne 0'],
  nonNegative: ['>= 0', '\\ge 0'],
  positive: ['> 0', '> 0'],
}

const words: Readonly<Partial<Record<Demand, string>>> = {
  finite: 'no value is NaN or infinite',
  countsStay: 'fewer than 2147483647 steps are taken',
  notEmpty: 'no leaf is empty',
}

/** The assumption of what a form relies on. */
export const assumptionOf = (
  { demand, expr, always }: Reliance,
  names: NonNullable<PrintOptions['names']>,
): Assumption => {
  const [text, latex] = relation[demand] ?? ['', '']
  const said = words[demand]
  if (said !== undefined) return { text: said, latex: `\\text{${said}}` }
  const where = always ? '' : ' where it matters'
  const formula = printed(expr, names)
  return {
    text: `${formula.text} ${text}${where}`,
    latex: `${formula.latex} ${latex}${where === '' ? '' : `\\text{${where}}`}`,
  }
}

/** A list in which each assumption stands once. */
export const unique = (assumptions: readonly Assumption[]): readonly Assumption[] => [
  ...new Map(assumptions.map((each) => [each.text, each])).values(),
]
