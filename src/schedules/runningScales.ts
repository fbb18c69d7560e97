/** The values that scales at boundaries add up to. @module */

/**
 * The boundaries in ascending order and the values between them: `values[i]` holds before `boundaries[i]`, and the last
 * value after the last boundary. Each value is the one before times the scale at the boundary between.
 *
 * @example
 * runningScales(1, { 20: 0.5, 10: 4 }) // { boundaries: [10, 20], values: [1, 4, 2] }
 */
export const runningScales = (
  initValue: number,
  scales: Readonly<Record<number, number>>,
): { readonly boundaries: readonly number[]; readonly values: readonly number[] } => {
  const boundaries = Object.keys(scales)
    .map(Number)
    .sort((a, b) => a - b)
  const values = [initValue]
  for (const [i, boundary] of boundaries.entries()) values.push(values[i] * scales[boundary])
  return { boundaries, values }
}
