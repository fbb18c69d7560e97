/** Transform only at some steps. @module */
import { guarded, type GuardedState } from '../define/guarded.ts'
import { greater, scheduled } from '../expr/index.ts'
import type { AnyGradientTransformation, GradientTransformation, NeedsOf, StateTypeOf } from '../rule/index.ts'

/**
 * Apply a transformation at some steps and pass the updates on unchanged at the others; its state then stays as it is, bit
 * for bit.
 *
 * State: `guard.step`, how many steps there were; `innerState`, that of the transformation.
 *
 * @param inner the transformation
 * @param shouldTransform whether to, as a pure function of the count of steps before this one
 * @example
 * const opt = conditionallyTransform(scale(-1), (step) => step % 2 === 0)
 * const [first, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
 * first // { w: -1 }
 * opt.update({ w: 1 }, state)[0] // { w: 1 }
 */
export const conditionallyTransform = <T extends AnyGradientTransformation>(
  inner: T,
  shouldTransform: (step: number) => boolean,
): GradientTransformation<GuardedState<'step', StateTypeOf<T>>, NeedsOf<T>> =>
  guarded(inner, {
    spec: { name: 'conditionallyTransform', options: { shouldTransform } },
    counts: ['step'],
    gate: (_, { step }) =>
      greater(
        scheduled('shouldTransform', (count) => (shouldTransform(count) ? 1 : 0), step),
        0,
      ),
    otherwise: 'pass',
  })
