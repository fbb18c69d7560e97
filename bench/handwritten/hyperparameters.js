// @ts-check
/**
 * What every contender is given: optax's defaults, a learning rate, and clipping that always bites.
 */
export const hyperparameters = Object.freeze({
  learningRate: 1e-3,
  b1: 0.9,
  b2: 0.999,
  eps: 1e-8,
  epsRoot: 0,
  weightDecay: 1e-2,
  maxNorm: 1,
})
