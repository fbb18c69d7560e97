/** Say where, in errors from below that do not. @module */
import { isOptfuseError, OptfuseError, type ErrorPlace } from './OptfuseError.ts'

/** What `make` gives. An error of the library that it throws names this place, where it does not name its own. */
export const named = <T>(place: ErrorPlace, make: () => T): T => {
  try {
    return make()
  } catch (error) {
    if (!isOptfuseError(error)) throw error
    const { transformation = place.transformation, path = place.path } = error
    throw new OptfuseError(error.code, error.detail, { transformation, path })
  }
}
