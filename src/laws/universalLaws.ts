/** The laws every transformation obeys. @module */
import type { SpecCodec } from '../spec/index.ts'
import type { Law } from './law.ts'
import { checkpointsResume } from './laws/checkpointsResume.ts'
import { enginesAgree } from './laws/enginesAgree.ts'
import { inputsAreNotMutated } from './laws/inputsAreNotMutated.ts'
import { keyOrderDoesNotMatter } from './laws/keyOrderDoesNotMatter.ts'
import { residentEqualsPure } from './laws/residentEqualsPure.ts'
import { resultsStay } from './laws/resultsStay.ts'
import { sameInputsSameBits } from './laws/sameInputsSameBits.ts'
import { specRoundTrips } from './laws/specRoundTrips.ts'
import { stateShapeIsStable } from './laws/stateShapeIsStable.ts'
import { structureIsKept } from './laws/structureIsKept.ts'
import { tiedLeavesAreOne } from './laws/tiedLeavesAreOne.ts'

/**
 * Every universal law.
 *
 * @param codec the names that specs may use; default the library's
 */
export const universalLaws = (codec?: SpecCodec): readonly Law[] => [
  structureIsKept,
  stateShapeIsStable,
  inputsAreNotMutated,
  resultsStay,
  sameInputsSameBits,
  enginesAgree,
  residentEqualsPure,
  keyOrderDoesNotMatter,
  tiedLeavesAreOne,
  checkpointsResume,
  specRoundTrips(codec),
]
