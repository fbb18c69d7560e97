/** Check that arrays may be consumed. @module */
import type { numpy as np } from '@jax-js/jax'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { childPath } from '../pytree/path.ts'
import { isArray, isConcrete } from './jaxStack.ts'

/**
 * Refuse arrays that were consumed already, or that stand at more places than they have references, before anything is
 * computed.
 *
 * @param trees what is to be consumed, by what it is
 * @throws OptfuseError `disposed` naming the path
 */
export const checkOwned = (trees: Readonly<Record<string, unknown>>): void => {
  const places = new Map<np.Array, number>()
  const visit = (part: unknown, label: string, path: string): void => {
    if (isArray(part)) {
      if (!isConcrete(part)) return
      const uses = (places.get(part) ?? 0) + 1
      places.set(part, uses)
      if (part.refCount >= uses) return
      const what =
        part.refCount <= 0
          ? 'this array was consumed or disposed already; keep one with .ref before it is'
          : `this array is given ${uses} times but has ${part.refCount === 1 ? 'one reference' : `${part.refCount} references`}; give .ref, for every use consumes one`
      throw new OptfuseError('disposed', `${label}: ${what}. Nothing was consumed.`, { path })
    }
    if (typeof part !== 'object' || part === null) return
    for (const [key, below] of Object.entries(part)) {
      visit(below, label, childPath(path, Array.isArray(part) ? Number(key) : key))
    }
  }
  for (const [label, tree] of Object.entries(trees)) visit(tree, label, '')
}
