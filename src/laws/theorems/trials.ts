/** How often and from which seed the theorems are tried in this library's tests; docs/theorems.md says so. @module */

/** The trials of each theorem. */
export const trials = {
  seed: 20240229,
  /** Draws of hyperparameters, tree and gradients. */
  runs: 4,
  /** The same for the equations in docstrings, of which there are many. */
  documentedRuns: 2,
  /** The same on the GPU, where every side is a program to compile. */
  gpuRuns: 1,
  steps: 60,
} as const
