/** Skip steps whose gradients are too large. @module */
import { behindGate, type GuardedState } from '../define/guarded.ts'
import { wrapper } from '../define/wrapper.ts'
import { hyper, increment, less, reduceSumOfSquares, select, type Expr } from '../expr/index.ts'
import { inner } from '../options/choices.ts'
import { positive, requiredNumber } from '../options/number.ts'
import type { AnyGradientTransformation, GradientTransformation, NeedsOf, StateTypeOf } from '../rule/index.ts'

const options = {
  inner: inner(),
  /** The sum of the squares of all elements that a step has to stay below. */
  maxSquaredNorm: requiredNumber(positive),
}

/**
 * Take no step where the squared norm of what flows in, over all leaves, is not below a bound, or is NaN: the updates are
 * zero, and moments, counts and schedules stay as they are, bit for bit.
 *
 * a step is taken where Σu² < maxSquaredNorm
 *
 * State: `guard.skipped`, how many steps were skipped; `innerState`, that of the transformation.
 *
 * @param wrapped the transformation
 * @param maxSquaredNorm the bound, above 0
 * @throws OptfuseError `invalid-option` for a bound that is not above 0
 * @example
 * const opt = skipLargeUpdates(sgd(1), 25)
 * const [updates, state] = opt.update({ w: 3, b: 4 }, opt.init({ w: 0, b: 0 }))
 * updates // { w: 0, b: 0 }
 * opt.update({ w: 3, b: 3 }, state)[0] // { w: -3, b: -3 }
 */
export const skipLargeUpdates = wrapper(
  {
    name: 'skipLargeUpdates',
    options,
    define: ({ inner: wrapped, maxSquaredNorm }) => {
      const small = (update: Expr): Expr =>
        less(reduceSumOfSquares(update, 'tree'), hyper('maxSquaredNorm', maxSquaredNorm))
      return behindGate('skipLargeUpdates', wrapped, {
        counts: ['skipped'],
        gate: small,
        next: (update, { skipped }) => ({ skipped: select(small(update), skipped, increment(skipped)) }),
        otherwise: 'zero',
      })
    },
  },
  (make) =>
    <T extends AnyGradientTransformation>(
      wrapped: T,
      maxSquaredNorm: number,
    ): GradientTransformation<GuardedState<'skipped', StateTypeOf<T>>, NeedsOf<T>> =>
      make({ inner: wrapped, maxSquaredNorm }),
)
