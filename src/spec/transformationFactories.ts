/** Every factory of transformations in the library. @module */
import { adam } from '../optimizers/adam.ts'
import { clipByGlobalNorm } from '../transforms/clipByGlobalNorm.ts'
import { scaleByAdam } from '../transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { trace } from '../transforms/trace.ts'
import type { TransformationMaker } from './vocabulary.ts'

/** Every factory of transformations in the library: what a spec may name. */
export const transformationFactories: readonly TransformationMaker[] = [
  adam,
  clipByGlobalNorm,
  scaleByAdam,
  scaleByLearningRate,
  trace,
]
