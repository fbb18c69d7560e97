/** Keep every kernel within the number of arrays that a kernel can read. @module */
import { constant, select, type Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import { arraysReadBy, operandsOf } from './lower.ts'
import type { ArrayRef, Cell, Values } from './values.ts'

/** How many arrays a kernel reads at most: WebGPU promises eight buffers, one of which is the result. */
export const MOST_ARRAYS = 7

/** A value that a kernel of its own stores, so that others read one array in its place. */
export interface Stored {
  readonly expr: Expr
  readonly cell: Cell
}

type ArraySet = ReadonlySet<ArrayRef>

const union = (sets: readonly ArraySet[]): ArraySet => new Set(sets.flatMap((set) => [...set]))

/**
 * Which values have to be stored, in this order, so that each of them, and then all roots together, can be computed from
 * at most `limit` arrays.
 *
 * @param makeCell gives the place of the next stored value
 */
export const storeToFit = (
  roots: readonly Expr[],
  values: Values,
  limit: number,
  makeCell: () => Cell,
): readonly Stored[] => {
  const stored: Stored[] = []
  const reads = new Map<Expr, ArraySet>()
  const readsOf = (expr: Expr): ArraySet => reads.get(expr) ?? new Set()
  /** Store the values that need most, until what is left fits together. */
  const fit = (parts: readonly Expr[], room: number): void => {
    for (;;) {
      if (union(parts.map(readsOf)).size <= room) return
      const largest = parts.reduce((a, b) => (readsOf(b).size > readsOf(a).size ? b : a))
      if (readsOf(largest).size <= 1) return
      const cell = makeCell()
      stored.push({ expr: largest, cell })
      reads.set(largest, new Set([cell.array]))
    }
  }
  for (const expr of postorder(roots, (each) => operandsOf(each, values))) {
    const operands = operandsOf(expr, values)
    fit(operands, limit)
    reads.set(expr, union([new Set(arraysReadBy(expr, values)), ...operands.map(readsOf)]))
  }
  fit(roots, limit)
  return stored
}

/** The number that stands for a value: 1 or 0 for a truth value. */
export const asNumber = (expr: Expr): Expr => (expr.type === 'boolean' ? select(expr, constant(1), constant(0)) : expr)
