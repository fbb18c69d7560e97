/** The theorems about optimizers that this library proves and tries. @module */
import { adamTheorems } from './theorems/adam.ts'
import { averageTheorems } from './theorems/averages.ts'
import { compositionTheorems } from './theorems/composition.ts'
import { momentumTheorems } from './theorems/momentum.ts'
import { scheduleTheorems } from './theorems/schedules.ts'
import type { TheoremGroup } from './theorems/theorem.ts'

/**
 * Every theorem, stated once: both sides, the hyperparameters they leave open, the relation between their states and the
 * paper. Each is decided by `prove` and tried by `checkTheorem` on both CPU engines, and in this
 * library's own tests on the GPU; docs/theorems.md is written from here.
 */
export const theorems: readonly TheoremGroup[] = [
  adamTheorems,
  momentumTheorems,
  averageTheorems,
  compositionTheorems,
  scheduleTheorems,
]
