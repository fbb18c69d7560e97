/** Train some leaves and freeze the others. @module */
import { wrapper } from '../define/wrapper.ts'
import { inner, mask } from '../options/choices.ts'
import type { Mask } from '../pytree/index.ts'
import {
  complement,
  masksOf,
  definitionOf,
  maskSet,
  type AnyGradientTransformation,
  type GradientTransformation,
  type NeedsOf,
} from '../rule/index.ts'
import { setToZero } from '../transforms/setToZero.ts'
import type { PartitionState } from './partition.ts'

const options = {
  inner: inner(),
  /** The leaves that are frozen. */
  freezeMask: mask(),
}

type Parts<T> = {
  readonly train: T
  readonly freeze: ReturnType<typeof setToZero>
}

/**
 * Train the leaves outside a mask with an optimizer, and freeze those inside: their updates are zero, they enter no norm,
 * and nothing is kept for them.
 *
 * uᵢ = 0 for leaves i in the mask, inner(u)ᵢ otherwise
 *
 * @param wrapped the optimizer
 * @param given.freezeMask the leaves that are frozen, in any form that `masked` takes
 * @throws OptfuseError as `masked` does
 * @example
 * const opt = selectiveTransform(chain(clipByGlobalNorm(1), sgd(1)), { freezeMask: ['backbone.**'] })
 * const params = { backbone: { w: 0 }, head: 0 }
 * opt.update({ backbone: { w: 100 }, head: 2 }, opt.init(params))[0] // { backbone: { w: 0 }, head: -1 }
 */
export const selectiveTransform = wrapper(
  {
    name: 'selectiveTransform',
    options,
    define: (given) => {
      const frozen = maskSet('selectiveTransform', given.freezeMask)
      return {
        names: ['innerStates'],
        links: [
          {
            kind: 'chain',
            wraps: true,
            names: ['train', 'freeze'],
            masks: masksOf([complement(frozen), frozen]),
            links: [definitionOf(given.inner, 'selectiveTransform', 'its first argument'), setToZero().definition],
          },
        ],
      }
    },
  },
  (make) =>
    <T extends AnyGradientTransformation>(
      wrapped: T,
      given: { readonly freezeMask: Mask },
    ): GradientTransformation<PartitionState<Parts<T>>, NeedsOf<T>> =>
      make({ inner: wrapped, ...given }),
)
