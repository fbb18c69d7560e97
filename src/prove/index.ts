/** Proofs that optimizers are equal. @module */
export { symbol } from '../expr/symbol.ts'
export { symbolic, type SymbolicNumber } from '../expr/symbolic.ts'
export { checkEqual } from './checkEqual.ts'
export type { Assumption } from './assumptions.ts'
export { prove, type ProveOptions } from './prove.ts'
export type { Counterexample, Printed, Proof, Proved, Refuted, Unknown } from './proof.ts'
export type { Moment, Relation, SomeStateFormulas, StateFormulas } from './relation.ts'
