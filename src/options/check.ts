/** How an option is checked. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import { isSymbolic } from './symbolic.ts'

/** Where an option stands. */
export interface OptionPlace {
  /** The transformation, optimizer or schedule it belongs to. */
  readonly name: string
  readonly path: string
}

/** How an option is checked. Every descriptor holds its own check, so that a bundle has those of the kinds in use. */
export interface OptionCheck {
  /** What must be given, in words. */
  readonly words: () => string
  /** The value as the transformation gets it. */
  readonly read: (value: unknown, place: OptionPlace) => unknown
}

/** Throw the error for a value that does not fit. */
export const refuseOption = ({ name, path }: OptionPlace, expected: string, value: unknown): never => {
  throw new OptfuseError(
    'invalid-option',
    `option ${path} must be ${expected}, got ${isSymbolic(value) ? 'a symbol of a wider range' : show(value)}.`,
    {
      transformation: name,
    },
  )
}

/** The check of values that are taken as they are, where they fit. */
export const checkThat = (fits: (value: unknown) => boolean, words: () => string): OptionCheck => ({
  words,
  read: (value, place) => (fits(value) ? value : refuseOption(place, words(), value)),
})
