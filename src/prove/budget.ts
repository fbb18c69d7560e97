/** How much work a proof may be. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'

/** How much work a proof may be; shared by all its parts. */
export interface Budget {
  /** The most terms of a polynomial. */
  readonly terms: number
  /** Take up so many products of two terms; throws when none are left. */
  readonly spend: (products: number) => void
}

/** Give up, and say what it would take. */
export const tooLarge = (what: string): never => {
  throw new OptfuseError('too-large', `the proof needs ${what}; prove smaller parts, or give numbers for symbols.`)
}

/** A budget of so many products. */
export const createBudget = ({ terms = 5_000, products = 4_000_000 } = {}): Budget => {
  let spent = 0
  return {
    terms,
    spend: (count) => {
      spent += count
      if (spent > products) tooLarge(`more than ${products} products of terms`)
    },
  }
}
