/** What a call throws. @module */

/** The error that `call` throws, so that its fields can be compared; `undefined` when it throws none. */
export const errorOf = (call: () => unknown): unknown => {
  try {
    call()
  } catch (error) {
    return error
  }
  return undefined
}
