/** The rows of transformations made of others. @module */
import { applyIfFinite } from '../chain/applyIfFinite.ts'
import { chain } from '../chain/chain.ts'
import { flatten } from '../chain/flatten.ts'
import { freeze } from '../chain/freeze.ts'
import { lookahead } from '../chain/lookahead.ts'
import { masked } from '../chain/masked.ts'
import { mechanize } from '../chain/mechanize.ts'
import { multiSteps } from '../chain/multiSteps.ts'
import { partition } from '../chain/partition.ts'
import { sam } from '../chain/sam.ts'
import { scheduleFree } from '../chain/scheduleFree.ts'
import { selectiveTransform } from '../chain/selectiveTransform.ts'
import { skipLargeUpdates } from '../chain/skipLargeUpdates.ts'
import { skipNotFinite } from '../chain/skipNotFinite.ts'
import { sgd } from '../optimizers/sgd.ts'
import { adaptiveGradClip } from '../transforms/adaptiveGradClip.ts'
import { constantSchedule } from '../schedules/constantSchedule.ts'
import { joinSchedules } from '../schedules/joinSchedules.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { centralize } from '../transforms/centralize.ts'
import { clipByBlockRms } from '../transforms/clipByBlockRms.ts'
import { clipByGlobalNorm } from '../transforms/clipByGlobalNorm.ts'
import { normalizeByUpdateNorm } from '../transforms/normalizeByUpdateNorm.ts'
import { trace } from '../transforms/trace.ts'
import { row, type CatalogueRow } from './catalogueRow.ts'
import { rising } from './examples.ts'

/** Two micro-batches a step at first, then three. */
const growing = joinSchedules({ schedules: [constantSchedule(2), constantSchedule(3)], boundaries: [2] })

const clipped = chain(clipByGlobalNorm(1), trace(0.9), addDecayedWeights(0.1))

/** Transformations made of others, by name. */
export const wrappers: readonly CatalogueRow[] = [
  row(applyIfFinite, {
    kind: 'wrapper',
    paper: 'optax',
    examples: [
      { inner: clipped, maxConsecutiveErrors: 2 },
      { inner: trace(0.9), maxConsecutiveErrors: 0 },
    ],
  }),
  row(flatten, {
    kind: 'wrapper',
    paper: 'optax',
    examples: [{ inner: chain(centralize(), clipByBlockRms(0.5), trace(0.9)) }, { inner: adaptiveGradClip(0.1) }],
  }),
  row(freeze, {
    kind: 'wrapper',
    paper: 'optax',
    examples: [{ mask: ['**'] }, { mask: false }],
    laws: ['linear', 'odd', 'idempotent'],
  }),
  row(lookahead, {
    kind: 'wrapper',
    paper: 'Zhang et al. 2019, https://arxiv.org/abs/1907.08610',
    examples: [
      { inner: sgd(0.1), syncPeriod: 2, slowStepSize: 0.5 },
      { inner: clipped, syncPeriod: 3, slowStepSize: 0.8, resetState: true },
    ],
  }),
  row(masked, {
    kind: 'wrapper',
    paper: 'optax',
    examples: [
      { inner: clipped, mask: ['**'] },
      { inner: clipped, mask: { '*.**': true, '**': false } },
      { inner: trace(0.9), mask: false },
    ],
  }),
  row(mechanize, {
    kind: 'wrapper',
    paper: 'Cutkosky, Defazio and Mehta 2023, https://arxiv.org/abs/2306.00144',
    examples: [
      { inner: sgd(rising), sInit: 1, numBetas: 1, weightDecay: 1 },
      { inner: clipped, sInit: 0.01, numBetas: 2, weightDecay: 0, eps: 1e-6 },
      { inner: sgd(0.1), sInit: 0.1 },
    ],
  }),
  row(multiSteps, {
    kind: 'wrapper',
    paper: 'optax',
    examples: [
      { inner: clipped, every: 3 },
      { inner: trace(0.9), every: 2, mean: false, skipNonFinite: false },
      { inner: trace(0.9), every: growing },
    ],
  }),
  row(partition, {
    kind: 'wrapper',
    paper: 'optax',
    examples: [
      { transforms: { all: clipped }, paramLabels: 'all' },
      { transforms: { plain: sgd(0.1), other: clipped }, paramLabels: { '*.**': 'plain', '**': 'other' } },
    ],
  }),
  row(sam, {
    kind: 'wrapper',
    paper: 'Foret et al. 2020, https://arxiv.org/abs/2010.01412',
    examples: [
      { optimizer: sgd(0.1), advOptimizer: chain(normalizeByUpdateNorm({ eps: 0 }), sgd(0.05)) },
      { optimizer: clipped, advOptimizer: sgd(rising, { momentum: 0.9 }), syncPeriod: 3 },
      { optimizer: sgd(rising), advOptimizer: clipped, syncPeriod: 1, resetState: false },
    ],
  }),
  row(scheduleFree, {
    kind: 'wrapper',
    paper: 'Defazio et al. 2024, https://arxiv.org/abs/2405.15682',
    examples: [
      { inner: sgd(0.1), learningRate: 0.1 },
      { inner: sgd(rising), learningRate: rising, b1: 0.5, weightLrPower: 0 },
      { inner: clipped, learningRate: 1, b1: 1 },
    ],
  }),
  row(selectiveTransform, {
    kind: 'wrapper',
    paper: 'optax',
    examples: [
      { inner: clipped, freezeMask: ['**'] },
      { inner: clipped, freezeMask: false },
    ],
  }),
  row(skipLargeUpdates, {
    kind: 'wrapper',
    paper: 'optax',
    examples: [
      { inner: clipped, maxSquaredNorm: 4 },
      { inner: trace(0.9), maxSquaredNorm: 1e30 },
    ],
  }),
  row(skipNotFinite, { kind: 'wrapper', paper: 'optax', examples: [{ inner: clipped }, { inner: trace(0.9) }] }),
]
