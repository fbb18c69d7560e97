/** The average that a schedule-free optimizer has found. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { isRecord } from '../options/readOptions.ts'
import { formatPath, treeMapWithPath } from '../pytree/index.ts'
import { flatten } from '../pytree/flatten.ts'
import { mapData } from '../pytree/mapData.ts'
import { everyPlace } from '../state/places.ts'

const caller = { transformation: 'scheduleFreeEvalParams' }

/** What `scheduleFree` keeps, of all leaves or of one. */
interface Kept {
  readonly b1: number
  readonly z: unknown
  /** Where its state stands. */
  readonly path: string
}

const partsIn = (state: unknown): readonly Kept[] => {
  const parts = everyPlace(state).flatMap(({ keys, value }): readonly Kept[] => {
    if (keys.at(-1) !== 'scheduleFree' || !isRecord(value)) return []
    const { b1, z } = value
    return typeof b1 === 'number' && z !== undefined ? [{ b1, z, path: formatPath(keys) }] : []
  })
  if (parts.length > 0) return parts
  throw new OptfuseError(
    'invalid-state',
    'there is nothing of scheduleFree in this state; pass the state of scheduleFree(…), scheduleFreeSgd(…) or scheduleFreeAdamw(…), or evaluate with the parameters as they are.',
    caller,
  )
}

/** What is kept of each leaf, by its path in the parameters. */
const byLeaf = (parts: readonly Kept[]): ReadonlyMap<string, Kept> => {
  const kept = new Map<string, Kept>()
  for (const part of parts) {
    const { leaves, def } = flatten(part.z)
    def.paths.forEach((path, i) => {
      const other = kept.get(path)
      if (other !== undefined) {
        throw new OptfuseError(
          'invalid-state',
          `two schedule-free optimizers average this leaf, at ${other.path} and ${part.path} of the state; pass the part of the state that one of them is in.`,
          { ...caller, path },
        )
      }
      kept.set(path, { ...part, z: leaves[def.positions[i]] })
    })
  }
  return kept
}

const average = (y: unknown, { b1, z }: Kept, path: string): unknown =>
  mapData(
    (out, ys, zs) => {
      for (let i = 0; i < out.length; i++) out[i] = (ys[i] - (1 - b1) * zs[i]) / b1
    },
    y,
    [z],
    [`the state of ${path || 'the parameter'}`],
  )

/**
 * The parameters to evaluate with, in fresh buffers: the average x that `scheduleFree` has found and does not keep.
 *
 * x = (θ - (1 - b1)·z)/b1
 *
 * Leaves that no `scheduleFree` sees, such as those outside of a mask, are as they are in `params`.
 *
 * @param state a state with that of `scheduleFree` anywhere in it, as `update` or a run's `snapshot()` gave it
 * @param params the parameters that belong to it
 * @throws OptfuseError `invalid-state` for a state without one, or with two that hold the same leaf; `structure-mismatch`,
 *   `shape-mismatch` or `dtype-mismatch` for the parameters of another
 * @example
 * const opt = scheduleFreeSgd(1, { b1: 0.5 })
 * const params = { w: 8 }
 * const [updates, state] = opt.update({ w: 4 }, opt.init(params), params)
 * scheduleFreeEvalParams(state, applyUpdates(params, updates)) // { w: 4 }
 */
export function scheduleFreeEvalParams<P>(state: unknown, params: P): P
export function scheduleFreeEvalParams(state: unknown, params: unknown): unknown {
  const kept = byLeaf(partsIn(state))
  const paths = new Set(flatten(params).def.paths)
  const stray = [...kept.keys()].find((path) => !paths.has(path))
  if (stray !== undefined) {
    throw new OptfuseError('structure-mismatch', 'the state has a leaf here, and the parameters have none.', {
      ...caller,
      path: stray,
    })
  }
  return treeMapWithPath((path: string, leaf: unknown) => {
    const each = kept.get(path)
    return each === undefined ? leaf : average(leaf, each, path)
  }, params)
}
