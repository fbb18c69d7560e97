/** What stands at several places, once. @module */

import type { TreeDef } from './treeDef.ts'

/** The unique leaves among leaves by position: the first of each tie. */
export const firstOfTies = <T>({ positions, leaves }: TreeDef, byPosition: readonly T[]): readonly T[] => {
  if (positions.length === leaves.length) return byPosition
  const unique: T[] = []
  positions.forEach((leaf, position) => {
    if (leaf === unique.length) unique.push(byPosition[position])
  })
  return unique
}
