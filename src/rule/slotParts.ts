/** How what a slot keeps for each leaf, or for each slice of one, stands in a state. @module */
import { OptfuseError, type ErrorPlace } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import type { Axes } from '../expr/index.ts'
import { reducedAxes } from '../expr/reducedAxes.ts'
import { isTensor, type LeafSlot, type TreeDef } from '../pytree/index.ts'
import { dtypeOf, newFloatArray } from '../pytree/floatArray.ts'
import { sameShape } from '../pytree/shape.ts'
import { tensorUnchecked } from '../pytree/tensor.ts'
import { positionKeys } from '../pytree/treeDef.ts'

/** Moves the numbers that a slot keeps for a leaf out of a state and into one. Truth values are 1 and 0. */
export interface SlotParts {
  /** How many numbers it keeps for a leaf. */
  readonly count: (leaf: LeafSlot) => number
  /**
   * The numbers for each position of the def.
   *
   * @throws OptfuseError `invalid-state` naming the leaf for which there are none
   */
  readonly read: (
    def: TreeDef,
    tree: unknown,
    name: string,
    place: Required<ErrorPlace>,
  ) => readonly ArrayLike<number>[]
  /** What stands in the state for a leaf with these numbers. */
  readonly write: (numbers: Float64Array, leaf: LeafSlot) => unknown
  /** Round them as writing and reading does, where it does. */
  readonly settle?: (numbers: Float64Array, leaf: LeafSlot) => void
}

const partOf = (tree: unknown, key: PropertyKey): unknown =>
  typeof tree === 'object' && tree !== null ? Object.getOwnPropertyDescriptor(tree, key)?.value : undefined

/** What a tree that may hold anything has at each position of a def. */
export const partsAt = (def: TreeDef, tree: unknown): readonly unknown[] =>
  def.paths.map((_, position) => positionKeys(def, position).reduce(partOf, tree))

const reading =
  (expected: string, numbersOf: (value: unknown, leaf: LeafSlot) => ArrayLike<number> | undefined): SlotParts['read'] =>
  (def, tree, name, { transformation, path }) =>
    partsAt(def, tree).map((value, position) => {
      const numbers = numbersOf(value, def.leaves[def.positions[position]])
      if (numbers !== undefined) return numbers
      const leaf = def.paths[position]
      throw new OptfuseError('invalid-state', `slot ${name} must hold ${expected} for each leaf, got ${show(value)}.`, {
        transformation,
        path: leaf === '' ? path : `${path}.${leaf}`,
      })
    })

/** One truth value for each leaf. */
export const flagParts: SlotParts = {
  count: () => 1,
  read: reading('true or false', (value) => (typeof value === 'boolean' ? [Number(value)] : undefined)),
  write: ([flag]) => flag !== 0,
}

/** One number for each leaf. */
export const numberParts: SlotParts = {
  count: () => 1,
  read: reading('a number', (value) => (typeof value === 'number' ? [value] : undefined)),
  write: ([number]) => number,
}

/** The shape of a leaf with length 1 along the axes that are reduced. */
export const reducedShape = (axes: Axes, { info: { shape }, path }: LeafSlot): readonly number[] => {
  const reduced = reducedAxes(axes, shape, path)
  return shape.map((length, axis) => (reduced.has(axis) ? 1 : length))
}

/** One number for each slice of a leaf, as a tensor of the leaf's dtype with length 1 along the axes that are reduced. */
export const reducedParts = (axes: Axes): SlotParts => ({
  count: (leaf) => reducedShape(axes, leaf).reduce((a, b) => a * b, 1),
  read: reading('a tensor of its dtype with length 1 along the reduced axes', (value, leaf) =>
    isTensor(value) && dtypeOf(value.data) === leaf.info.dtype && sameShape(value.shape, reducedShape(axes, leaf))
      ? value.data
      : undefined,
  ),
  write: (numbers, leaf) => {
    const data = newFloatArray(leaf.info.dtype, numbers.length)
    data.set(numbers)
    return tensorUnchecked(data, reducedShape(axes, leaf))
  },
  settle: (numbers, { info }) => {
    if (info.dtype === 'float32') numbers.set(Float32Array.from(numbers))
  },
})
