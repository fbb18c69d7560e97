/** Every factory of transformations in the library. @module */
import { adadelta } from '../optimizers/adadelta.ts'
import { adagrad } from '../optimizers/adagrad.ts'
import { adam } from '../optimizers/adam.ts'
import { adamw } from '../optimizers/adamw.ts'
import { localGains } from '../optimizers/localGains.ts'
import { nadam } from '../optimizers/nadam.ts'
import { nadamw } from '../optimizers/nadamw.ts'
import { rmsprop } from '../optimizers/rmsprop.ts'
import { rprop } from '../optimizers/rprop.ts'
import { sgd } from '../optimizers/sgd.ts'
import { signSgd } from '../optimizers/signSgd.ts'
import { signum } from '../optimizers/signum.ts'
import { adaptiveGradClip } from '../transforms/adaptiveGradClip.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { applyEvery } from '../transforms/applyEvery.ts'
import { biasCorrection } from '../transforms/biasCorrection.ts'
import { centralize } from '../transforms/centralize.ts'
import { clip } from '../transforms/clip.ts'
import { clipByBlockRms } from '../transforms/clipByBlockRms.ts'
import { clipByGlobalNorm } from '../transforms/clipByGlobalNorm.ts'
import { ema } from '../transforms/ema.ts'
import { identity } from '../transforms/identity.ts'
import { momentum } from '../transforms/momentum.ts'
import { normalizeByUpdateNorm } from '../transforms/normalizeByUpdateNorm.ts'
import { scale } from '../transforms/scale.ts'
import { scaleByAdadelta } from '../transforms/scaleByAdadelta.ts'
import { scaleByAdam } from '../transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../transforms/scaleByLearningRate.ts'
import { scaleByLocalGains } from '../transforms/scaleByLocalGains.ts'
import { scaleByRms } from '../transforms/scaleByRms.ts'
import { scaleByRprop } from '../transforms/scaleByRprop.ts'
import { scaleByRss } from '../transforms/scaleByRss.ts'
import { scaleBySchedule } from '../transforms/scaleBySchedule.ts'
import { scaleBySign } from '../transforms/scaleBySign.ts'
import { scaleByStddev } from '../transforms/scaleByStddev.ts'
import { setToZero } from '../transforms/setToZero.ts'
import { trace } from '../transforms/trace.ts'
import { zeroNans } from '../transforms/zeroNans.ts'
import type { TransformationMaker } from './vocabulary.ts'

/** Every factory of transformations in the library: what a spec may name. */
export const transformationFactories: readonly TransformationMaker[] = [
  adadelta,
  adagrad,
  adam,
  adamw,
  localGains,
  nadam,
  nadamw,
  rmsprop,
  rprop,
  sgd,
  signSgd,
  signum,
  adaptiveGradClip,
  addDecayedWeights,
  applyEvery,
  biasCorrection,
  centralize,
  clip,
  clipByBlockRms,
  clipByGlobalNorm,
  ema,
  identity,
  momentum,
  normalizeByUpdateNorm,
  scale,
  scaleByAdadelta,
  scaleByAdam,
  scaleByLearningRate,
  scaleByLocalGains,
  scaleByRms,
  scaleByRprop,
  scaleByRss,
  scaleBySchedule,
  scaleBySign,
  scaleByStddev,
  setToZero,
  trace,
  zeroNans,
]
