import {
  adadelta,
  adagrad,
  adam,
  adamw,
  chain,
  clipByGlobalNorm,
  rmsprop,
  sgd,
  warmupCosineDecaySchedule,
} from 'optfuse'
import type { Recipe } from './train.ts'

/**
 * The optimizers that run, on a training set of the given size.
 *
 * Those with batches of 128 see the set once, except the last, which sees it six times: its schedule needs room.
 */
export const recipes = (size: number): readonly Recipe[] => {
  const batchSize = 128
  const epoch = Math.floor(size / batchSize)
  const steps = 6 * epoch
  const schedule = warmupCosineDecaySchedule({
    initValue: 0,
    peakValue: 3e-3,
    warmupSteps: Math.round(0.1 * steps),
    decaySteps: steps,
  })
  const once = { batchSize, steps: epoch }
  return [
    { name: 'batch descent', optimizer: sgd(0.3), batchSize: size, steps: 8 },
    { name: 'stochastic descent', optimizer: sgd(0.01), batchSize: 1, steps: Math.ceil(size / 12) },
    { name: 'mini-batch descent', optimizer: sgd(0.1), ...once },
    { name: 'momentum', optimizer: sgd(0.05, { momentum: 0.9 }), ...once },
    { name: 'Nesterov', optimizer: sgd(0.05, { momentum: 0.9, nesterov: true }), ...once },
    { name: 'Adagrad', optimizer: adagrad(0.02), ...once },
    { name: 'Adadelta', optimizer: adadelta(1), ...once },
    { name: 'RMSProp', optimizer: rmsprop(1e-3), ...once },
    { name: 'Adam', optimizer: adam(2e-3), ...once },
    {
      name: 'clip + AdamW + cosine',
      optimizer: chain(clipByGlobalNorm(1), adamw(schedule, { weightDecay: 1e-2 })),
      batchSize,
      steps,
    },
  ]
}
