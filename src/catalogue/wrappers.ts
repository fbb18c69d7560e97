/** The rows of transformations made of others. @module */
import { applyIfFinite } from '../chain/applyIfFinite.ts'
import { chain } from '../chain/chain.ts'
import { freeze } from '../chain/freeze.ts'
import { masked } from '../chain/masked.ts'
import { partition } from '../chain/partition.ts'
import { selectiveTransform } from '../chain/selectiveTransform.ts'
import { sgd } from '../optimizers/sgd.ts'
import { addDecayedWeights } from '../transforms/addDecayedWeights.ts'
import { clipByGlobalNorm } from '../transforms/clipByGlobalNorm.ts'
import { trace } from '../transforms/trace.ts'
import { row, type CatalogueRow } from './catalogueRow.ts'

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
  row(freeze, {
    kind: 'wrapper',
    paper: 'optax',
    examples: [{ mask: ['**'] }, { mask: false }],
    laws: ['linear', 'odd', 'idempotent'],
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
  row(partition, {
    kind: 'wrapper',
    paper: 'optax',
    examples: [
      { transforms: { all: clipped }, paramLabels: 'all' },
      { transforms: { plain: sgd(0.1), other: clipped }, paramLabels: { '*.**': 'plain', '**': 'other' } },
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
]
