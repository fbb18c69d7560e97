/** Arbitrary gradients for given parameters. @module */
import type fc from 'fast-check'
import { flatten, makeLeaf, unflatten, type FloatArray } from '../../pytree/index.ts'
import { anyFiller, type Filler } from './anyFiller.ts'
import type { NumberKind } from './numbers.ts'

/** A tree like `params`, each place with numbers of its own, also where the parameters are tied. */
export const filled = (params: unknown, fill: Filler): unknown => {
  const { def } = flatten(params)
  let place = 0
  return unflatten(
    def,
    def.positions.map((leaf) => {
      const { info } = def.leaves[leaf]
      const data: FloatArray = info.dtype === 'float32' ? new Float32Array(info.size) : new Float64Array(info.size)
      for (let i = 0; i < data.length; i++) data[i] = fill(place++)
      return makeLeaf(info, data)
    }),
  )
}

/**
 * Trees with the structure, shapes and dtypes of `params`.
 *
 * @param numbers default `'special'`, finite ones
 */
export const anyGradients = (params: unknown, numbers: NumberKind = 'special'): fc.Arbitrary<unknown> =>
  anyFiller(numbers).map((fill) => filled(params, fill))
