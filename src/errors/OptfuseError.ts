/** The one error class of the library. @module */

/** What went wrong, for programs; the message says the same for people. */
export type ErrorCode =
  | 'structure-mismatch'
  | 'shape-mismatch'
  | 'dtype-mismatch'
  | 'unsupported-leaf'
  | 'cyclic-tree'
  | 'missing-params'
  | 'missing-argument'
  | 'invalid-state'
  | 'unknown-option'
  | 'invalid-option'
  | 'invalid-schedule'
  | 'invalid-rule'
  | 'invalid-pattern'
  | 'invalid-spec'
  | 'invalid-checkpoint'
  | 'invalid-syntax'
  | 'no-spec'
  | 'disposed'
  | 'engine-unavailable'
  | 'missing-peer'
  | 'device-lost'
  | 'too-large'

/** Where an error happened. */
export interface ErrorPlace {
  /** The transformation, optimizer or schedule at fault, by its public name. */
  readonly transformation?: string | undefined
  /** The path of the leaf or option at fault, such as `layers[0].w`. */
  readonly path?: string | undefined
}

/**
 * Every error this library throws on misuse. The message names the place, what was expected, what came, and what to do.
 *
 * @example
 * try {
 *   adam(NaN)
 * } catch (error) {
 *   if (isOptfuseError(error)) console.log(error.code) // 'invalid-option'
 * }
 */
export class OptfuseError extends Error {
  override readonly name = 'OptfuseError'
  readonly code: ErrorCode
  readonly transformation: string | undefined
  readonly path: string | undefined
  /** The message without the place before it. */
  readonly detail: string

  constructor(code: ErrorCode, message: string, place: ErrorPlace = {}) {
    const where = [place.transformation, place.path === undefined ? undefined : `at ${place.path || 'the root'}`]
    const prefix = where.filter((part) => part !== undefined).join(' ')
    super(prefix === '' ? message : `${prefix}: ${message}`)
    this.code = code
    this.detail = message
    this.transformation = place.transformation
    this.path = place.path
  }
}

/** Whether a caught value is an `OptfuseError`; true across two copies of the library, where `instanceof` is not. */
export const isOptfuseError = (error: unknown): error is OptfuseError =>
  error instanceof Error && error.name === 'OptfuseError' && 'code' in error
