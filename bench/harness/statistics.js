// @ts-check
/**
 * The value below which the given fraction of the numbers lies, interpolated. NaN for no numbers.
 *
 * @param {readonly number[]} numbers
 * @param {number} fraction 0 to 1.
 */
export function quantile(numbers, fraction) {
  if (numbers.length === 0) return NaN
  const sorted = [...numbers].sort((a, b) => a - b)
  const at = fraction * (sorted.length - 1)
  const low = sorted[Math.floor(at)]
  return low + (sorted[Math.ceil(at)] - low) * (at - Math.floor(at))
}

/**
 * @typedef {object} Summary
 * @property {number} median
 * @property {number} spread Half the distance between the quartiles, as a fraction of the median.
 * @property {number} least
 * @property {number} rounds How many numbers this summarizes.
 */

/**
 * @param {readonly number[]} numbers
 * @returns {Summary}
 */
export function summarize(numbers) {
  const median = quantile(numbers, 0.5)
  const spread = (quantile(numbers, 0.75) - quantile(numbers, 0.25)) / 2 / median
  return { median, spread, least: quantile(numbers, 0), rounds: numbers.length }
}
