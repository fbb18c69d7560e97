/** What a reduction around an expression runs over. @module */
import type { Extent, Scope } from '../expr/index.ts'

/** What the reduction around an expression runs over. */
export type Binder = Extent | 'none'

/** A name that tells choices of axes from the leaf and the tree. */
export const extentName = (over: Binder): string => (typeof over === 'object' ? `axes ${over.name}` : over)

/** Whether a value is the same all over an extent. */
export const isFixed = (scope: Scope, over: Extent): boolean =>
  scope === 'uniform' ||
  (scope === 'leaf' && over !== 'tree') ||
  (typeof scope === 'object' && typeof over === 'object' && scope.name === over.name)

/** Whether a value that a reduction reads stands for others than that of the element at hand. */
export const isBound = (scope: Scope, binder: Binder): boolean => binder !== 'none' && !isFixed(scope, binder)

/** What two reductions, one within the other, run over together. */
export const widest = (outer: Binder, inner: Extent): Extent => {
  if (outer === 'none') return inner
  if (outer === 'tree' || inner === 'tree') return 'tree'
  return extentName(outer) === extentName(inner) ? inner : 'leaf'
}
