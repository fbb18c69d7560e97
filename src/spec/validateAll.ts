/** Gather validations. @module */
import * as t from 'io-ts'
import { isLeft, right } from 'fp-ts/lib/Either.js'

/** All values, or the errors of all that failed. */
export const validateAll = <A>(validations: readonly t.Validation<A>[]): t.Validation<readonly A[]> => {
  const errors = validations.flatMap((each) => (isLeft(each) ? each.left : []))
  return errors.length > 0
    ? t.failures(errors)
    : right(validations.flatMap((each) => (isLeft(each) ? [] : [each.right])))
}
