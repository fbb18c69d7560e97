/** Skip every step that is not finite. @module */
import { behindGate, type GuardedState } from '../define/guarded.ts'
import { wrapper } from '../define/wrapper.ts'
import { all, increment, isFinite, select, type Expr } from '../expr/index.ts'
import { inner } from '../options/choices.ts'
import type { AnyGradientTransformation, GradientTransformation, NeedsOf, StateTypeOf } from '../rule/index.ts'

const finite = (update: Expr): Expr => all(isFinite(update), 'tree')

/**
 * Take no step where a gradient is NaN or infinite, however often that happens: the updates are zero, and moments, counts and
 * schedules stay as they are, bit for bit. `applyIfFinite` gives up after a number of such steps in a row.
 *
 * State: `guard.skipped`, how many steps were skipped; `innerState`, that of the transformation.
 *
 * @param wrapped the transformation
 * @example
 * const opt = skipNotFinite(sgd(0.5))
 * const [updates, state] = opt.update({ w: Infinity, b: 1 }, opt.init({ w: 1, b: 1 }))
 * updates // { w: 0, b: 0 }
 * state.guard // { skipped: 1 }
 */
export const skipNotFinite = wrapper(
  {
    name: 'skipNotFinite',
    options: { inner: inner() },
    define: ({ inner: wrapped }) =>
      behindGate('skipNotFinite', wrapped, {
        counts: ['skipped'],
        gate: finite,
        next: (update, { skipped }) => ({ skipped: select(finite(update), skipped, increment(skipped)) }),
        otherwise: 'zero',
      }),
  },
  (make) =>
    <T extends AnyGradientTransformation>(
      wrapped: T,
    ): GradientTransformation<GuardedState<'skipped', StateTypeOf<T>>, NeedsOf<T>> =>
      make({ inner: wrapped }),
)
