/** Skip steps whose gradients are not finite. @module */
import { behindGate, type GuardedState } from '../define/guarded.ts'
import { wrapper } from '../define/wrapper.ts'
import { all, greater, hyper, increment, isFinite, or, select, type Expr } from '../expr/index.ts'
import { inner } from '../options/choices.ts'
import { requiredNumber } from '../options/number.ts'
import type { AnyGradientTransformation, GradientTransformation, NeedsOf, StateTypeOf } from '../rule/index.ts'

const options = {
  inner: inner(),
  /** How many steps in a row may be skipped. */
  maxConsecutiveErrors: requiredNumber({ min: 0, integer: true }),
}

const finite = (update: Expr): Expr => all(isFinite(update), 'tree')

/**
 * Take no step where a gradient is NaN or infinite: the updates are zero, and moments, counts and schedules stay as they
 * are, bit for bit. After more than `maxConsecutiveErrors` such steps in a row the step is taken all the same, so that a
 * run that has broken down for good does not look as if it went on.
 *
 * State: `guard`, with `notfiniteCount`, how many steps in a row were not finite, and `totalNotfinite`, how many there
 * were; `innerState`, that of the transformation.
 *
 * @param wrapped the transformation
 * @param maxConsecutiveErrors how many steps in a row may be skipped, >= 0
 * @throws OptfuseError `invalid-option` when that is no whole number >= 0
 * @example
 * const opt = applyIfFinite(sgd(0.5), 3)
 * const [updates, state] = opt.update({ w: NaN }, opt.init({ w: 1 }))
 * updates // { w: 0 }
 * state.guard // { notfiniteCount: 1, totalNotfinite: 1 }
 */
export const applyIfFinite = wrapper(
  {
    name: 'applyIfFinite',
    options,
    define: ({ inner: wrapped, maxConsecutiveErrors }) => {
      const inARow = (update: Expr, notfiniteCount: Expr): Expr => select(finite(update), 0, increment(notfiniteCount))
      return behindGate('applyIfFinite', wrapped, {
        counts: ['notfiniteCount', 'totalNotfinite'],
        gate: (update, { notfiniteCount }) =>
          or(
            finite(update),
            greater(inARow(update, notfiniteCount), hyper('maxConsecutiveErrors', maxConsecutiveErrors)),
          ),
        next: (update, { notfiniteCount, totalNotfinite }) => ({
          notfiniteCount: inARow(update, notfiniteCount),
          totalNotfinite: select(finite(update), totalNotfinite, increment(totalNotfinite)),
        }),
        otherwise: 'zero',
      })
    },
  },
  (make) =>
    <T extends AnyGradientTransformation>(
      wrapped: T,
      maxConsecutiveErrors: number,
    ): GradientTransformation<GuardedState<'notfiniteCount' | 'totalNotfinite', StateTypeOf<T>>, NeedsOf<T>> =>
      make({ inner: wrapped, maxConsecutiveErrors }),
)
