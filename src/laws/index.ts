/**
 * The laws every transformation obeys, and arbitraries to try them on: the suite that this library is tested with, for
 * transformations of your own.
 *
 * This entry point needs fast-check, an optional peer dependency; without it the import fails with "Cannot find package
 * 'fast-check'". Install it where your tests run: `npm install --save-dev fast-check`.
 * @module
 */
export { anyExample, type ExampleOptions } from './arbitraries/anyExample.ts'
export { anyFiller, type Filler } from './arbitraries/anyFiller.ts'
export { anyGradients } from './arbitraries/anyGradients.ts'
export { anyOptions, type InnerSpecs } from './arbitraries/anyOptions.ts'
export { anyParams, type ParamsOptions } from './arbitraries/anyParams.ts'
export { anySchedule } from './arbitraries/anySchedule.ts'
export { anyChainSpec, anySpec, anySpecOf, type ChainSpecOptions, type SpecOptions } from './arbitraries/anySpec.ts'
export { anyNumber, type NumberKind } from './arbitraries/numbers.ts'
export { checkLaws, type CheckLawsOptions, type Subject } from './checkLaws.ts'
export { checkTheorem, type CheckTheoremOptions } from './checkTheorem.ts'
export { firstDifference, type Comparison } from './firstDifference.ts'
export type { Example, Law } from './law.ts'
export { checkpointsResume } from './laws/checkpointsResume.ts'
export { enginesAgree } from './laws/enginesAgree.ts'
export { inputsAreNotMutated } from './laws/inputsAreNotMutated.ts'
export { keyOrderDoesNotMatter } from './laws/keyOrderDoesNotMatter.ts'
export { residentEqualsPure } from './laws/residentEqualsPure.ts'
export { resultsStay } from './laws/resultsStay.ts'
export { sameInputsSameBits } from './laws/sameInputsSameBits.ts'
export { specRoundTrips } from './laws/specRoundTrips.ts'
export { stateShapeIsStable } from './laws/stateShapeIsStable.ts'
export { structureIsKept } from './laws/structureIsKept.ts'
export { tiedLeavesAreOne } from './laws/tiedLeavesAreOne.ts'
export { proveTheorem } from './proveTheorem.ts'
export { theorems } from './theorems.ts'
export type { Equality, Limit, Refutation, Theorem, TheoremGroup } from './theorems/theorem.ts'
export { universalLaws } from './universalLaws.ts'
export { checkStack, stackLaws, type CheckStackOptions } from './stack/checkStack.ts'
export type { StackLaw, StackTrial } from './stack/stackLaw.ts'
