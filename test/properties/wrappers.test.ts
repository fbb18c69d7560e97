import { describe, it } from 'vitest'
import {
  adam,
  adamw,
  applyIfFinite,
  chain,
  clipByGlobalNorm,
  conditionallyMask,
  conditionallyTransform,
  clipByBlockRms,
  flatten,
  injectHyperparams,
  lookahead,
  measureWithEma,
  monitor,
  snapshot,
  sgd,
  trace,
  zeroNans,
} from '../../src/index.ts'
import { norm, reduceMax } from '../../src/expr/index.ts'
import { checkLaws } from '../../src/laws/index.ts'
import { seeded } from './settings.ts'

const even = (step: number): boolean => step % 2 === 0

describe(seeded('wrappers obey the laws of every transformation'), () => {
  it.each([
    ['applyIfFinite', applyIfFinite(chain(clipByGlobalNorm(1), adamw(0.1)), 1)],
    ['applyIfFinite within a chain', chain(trace(0.9), applyIfFinite(chain(zeroNans(), adam(0.1)), 0), sgd(1))],
    ['injectHyperparams', injectHyperparams(adamw, { learningRate: 0.1, b2: (count) => 1 - 1 / (count + 2) })],
    ['a guard around injected numbers', applyIfFinite(injectHyperparams(sgd, { learningRate: 0.1, momentum: 0.5 }), 3)],
    ['conditionallyTransform', conditionallyTransform(chain(clipByGlobalNorm(1), adam(0.1)), even)],
    [
      'monitor and snapshot',
      chain(
        snapshot('norm', (u) => norm(u, 'tree')),
        trace(0.5),
        monitor({ largest: (u) => reduceMax(u, 'tree'), average: measureWithEma((u) => norm(u, 'tree'), 0.9) }),
      ),
    ],
    [
      'a view of one vector within fast and slow steps',
      lookahead(flatten(chain(clipByBlockRms(1), adam(0.1))), 2, 0.5),
    ],
    ['conditionallyMask', chain(conditionallyMask(adam(0.1), even), trace(0.5))],
  ])('%s', (_, transformation) => {
    checkLaws(transformation, { runs: 40 })
    checkLaws(transformation, { runs: 40, seed: 7, gradients: 'any' })
  })
})
