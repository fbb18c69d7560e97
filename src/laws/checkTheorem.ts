/** Look for counterexamples to a theorem. @module */
import fc from 'fast-check'
import { experimentOf } from './theorems/experiment.ts'
import type { Theorem } from './theorems/theorem.ts'
import { anyTrial, type Trial } from './theorems/trial.ts'
import { trials } from './theorems/trials.ts'
import { ways } from './theorems/ways.ts'

/** How to look. */
export interface CheckTheoremOptions {
  /** The seed of everything random; default that of the library's own tests, 20240229. */
  readonly seed?: number
  /** How many examples to try; default 4. */
  readonly runs?: number
  /** How many steps each takes; default 60. */
  readonly steps?: number
}

/** What speaks against the theorem in this trial, or `undefined`. */
const objection = (theorem: Theorem, trial: Trial): string | undefined => {
  const experiment = experimentOf(theorem, trial)
  for (const { name, run } of ways) {
    const found = experiment.objection(
      experiment.runs.map(({ transformation, example }) => run(transformation, example)),
    )
    if (found !== undefined) return `${name}, ${found}`
  }
  return undefined
}

/**
 * Try a theorem on random trees, hyperparameters and gradients, on both CPU engines, pure and resident. Equal sides may
 * differ by rounding only, refuted ones must differ in every trial, and a limit must come nearer each time.
 *
 * @throws Error with the smallest counterexample found and the seed that leads to it
 */
export const checkTheorem = (theorem: Theorem, options: CheckTheoremOptions = {}): void => {
  const { seed, runs, steps } = { ...trials, ...options }
  const property = fc.property(anyTrial(theorem, steps), (trial) => objection(theorem, trial) === undefined)
  const { failed, counterexample } = fc.check(property, { seed, numRuns: runs })
  if (!failed || counterexample === null) return
  const [trial] = counterexample
  throw new Error(
    [
      `"${theorem.name}" does not hold: ${objection(theorem, trial) ?? 'it failed once and held when tried again'}`,
      `With ${JSON.stringify(trial.numbers)}`,
      `Parameters: ${fc.stringify(trial.params)}`,
      `To see it again: checkTheorem(…, { seed: ${seed}, runs: ${runs}, steps: ${steps} })`,
    ].join('\n'),
  )
}
