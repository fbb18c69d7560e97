import { expect } from 'vitest'

/** Expect these numbers within 1e-12 of the expected ones; NaN, infinities and the sign of 0 exactly. */
export const expectNumbers = (actual: ArrayLike<number>, expected: readonly number[]): void => {
  const rounded = Array.from(actual, (value, i) =>
    Math.abs(value - expected[i]) < 1e-12 * Math.abs(expected[i]) ? expected[i] : value,
  )
  expect(rounded).toEqual(expected)
}
