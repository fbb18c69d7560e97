// @ts-check
/**
 * One question the benchmark answers.
 *
 * @typedef {object} Suite
 * @property {string} name Names the file of results; what `--only` is matched against.
 * @property {string} title
 * @property {(context: import('../harness/context.js').Context) => Promise<import('../harness/report.js').Report>} run
 */

/** Sizes as people write them: 1e6. @param {number} size */
export const exponential = (size) => size.toExponential().replace('e+', 'e')

export const OPTFUSE = 'optfuse'
export const HAND = 'hand-written wasm'
export const TORCH = 'PyTorch fused, 1 thread'
export const OPTAX = 'optax under jit, donated'
