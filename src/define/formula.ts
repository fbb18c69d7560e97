/** Print what a transformation computes. @module */
import type { PrintOptions } from '../expr/index.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { rulesOf } from '../rule/rulesOf.ts'
import { equations } from './equations.ts'

/** How to print a formula. */
export type FormulaOptions = Pick<PrintOptions, 'as'>

/**
 * The equations of a transformation, link by link: each slot after the step, then the update that leaves the link.
 * A prime marks what holds after the step.
 *
 * @example
 * formula(scaleByRss()).split('\n')[2].trim() // sumOfSquares' = update^2 + sumOfSquares
 */
export const formula = ({ definition }: AnyGradientTransformation, { as = 'text' }: FormulaOptions = {}): string =>
  rulesOf(definition)
    .map((rule) => {
      const lines = equations(rule, as)
      return as === 'latex'
        ? `% ${rule.name}\n\\begin{aligned}\n${lines.join(' \\\\\n')}\n\\end{aligned}`
        : `${rule.name}\n${lines.map((each) => `  ${each}`).join('\n')}`
    })
    .join('\n')
