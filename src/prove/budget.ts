/** How much work a proof may be. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'

/** How much work a proof may be; shared by all its parts. */
export interface Budget {
  /** The most terms of a polynomial. */
  readonly terms: number
  /** Take up so many operations on terms; throws when none are left. */
  readonly spend: (operations: number) => void
}

/** Give up, and say what it would take. */
export const tooLarge = (what: string): never => {
  throw new OptfuseError('too-large', `the proof needs ${what}; prove smaller parts, or give numbers for symbols.`)
}

/** A budget of so many operations, by default about a second's. What is proved of this library takes a twentieth at most. */
export const createBudget = ({ terms = 5_000, operations = 500_000 } = {}): Budget => {
  let spent = 0
  return {
    terms,
    spend: (count) => {
      spent += count
      if (spent > operations) tooLarge(`more than ${operations} operations on the terms of its formulas`)
    },
  }
}
