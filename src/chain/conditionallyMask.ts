/** Update only at some steps. @module */
import { guarded, type GuardedState } from '../define/guarded.ts'
import { greater, scheduled } from '../expr/index.ts'
import type { AnyGradientTransformation, GradientTransformation, NeedsOf, StateTypeOf } from '../rule/index.ts'

/**
 * Apply a transformation at some steps and let nothing through at the others: the updates are zero, and its state stays as
 * it is, bit for bit.
 *
 * State: `guard.step`, how many steps there were; `innerState`, that of the transformation.
 *
 * @param inner the transformation
 * @param shouldUpdate whether to, as a pure function of the count of steps before this one
 * @example
 * const opt = conditionallyMask(scale(-1), (step) => step % 2 === 0)
 * const [first, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
 * first // { w: -1 }
 * opt.update({ w: 1 }, state)[0] // { w: 0 }
 */
export const conditionallyMask = <T extends AnyGradientTransformation>(
  inner: T,
  shouldUpdate: (step: number) => boolean,
): GradientTransformation<GuardedState<'step', StateTypeOf<T>>, NeedsOf<T>> =>
  guarded(inner, {
    spec: { name: 'conditionallyMask', options: { shouldUpdate } },
    counts: ['step'],
    gate: (_, { step }) =>
      greater(
        scheduled('shouldUpdate', (count) => (shouldUpdate(count) ? 1 : 0), step),
        0,
      ),
    otherwise: 'zero',
  })
