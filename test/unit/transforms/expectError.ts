import { expect } from 'vitest'
import type { ErrorCode } from '../../../src/errors/OptfuseError.ts'

/** Expect an OptfuseError with this code and these words in its message. */
export const expectError = (act: () => unknown, code: ErrorCode, ...words: readonly string[]): void => {
  let caught: unknown
  try {
    act()
  } catch (error) {
    caught = error
  }
  expect(caught).toMatchObject({ name: 'OptfuseError', code })
  for (const word of words) expect(caught).toHaveProperty('message', expect.stringContaining(word))
}
