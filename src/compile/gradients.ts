/** Read gradients against the structure of the parameters. @module */
import { flattenLike, readLeaf, type FloatArray, type TreeDef } from '../pytree/index.ts'

const sum = (a: FloatArray, b: FloatArray): FloatArray => {
  const out = a.slice()
  for (let i = 0; i < out.length; i++) out[i] += b[i]
  return out
}

/**
 * The gradient of each unique leaf. Where a parameter is tied, the gradients of its places are added up, unless they
 * are themselves one array, which is then the whole gradient.
 */
export const readGradients = (def: TreeDef, gradients: unknown): readonly FloatArray[] => {
  const byPosition = flattenLike(def, gradients, 'gradients').map(readLeaf)
  if (def.positions.length === def.leaves.length) return byPosition
  const parts = def.leaves.map(() => new Set<FloatArray>())
  def.positions.forEach((leaf, position) => parts[leaf].add(byPosition[position]))
  return parts.map((set) => [...set].reduce(sum))
}
