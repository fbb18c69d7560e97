/** Lay the leaves of a tree out in groups that one kernel can run over, and cut them into runs. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Axes, LeafSet } from '../expr/index.ts'
import type { Slices } from '../expr/hostedReductions.ts'
import { reducedAxes } from '../expr/reducedAxes.ts'
import type { Dtype, TreeDef } from '../pytree/index.ts'
import { BLOCK } from './engine.ts'
import type { LeafFacts } from './staticBranch.ts'

/** A leaf within its group. */
export interface LeafLayout {
  readonly path: string
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly size: number
  /** The index of its group. */
  readonly group: number
  /** Where its first element stands among the group's. */
  readonly offset: number
  /** Per choice of axes. */
  readonly slices: readonly Slices[]
}

/** A stretch of one leaf in which each choice of axes has either one slice, or slices side by side. */
export interface Run {
  readonly leaf: number
  /** The first element within the leaf. */
  readonly start: number
  readonly count: number
  /** Per choice of axes, the number of the first element's slice. */
  readonly slices: readonly number[]
}

/** Whether a run lies within one slice or across slices side by side. */
export type SliceMode = 'run' | 'slice'

/** Leaves of one dtype, in the same sets, and of one rank and arrangement of slices where the program asks for these. */
export interface Group extends LeafFacts {
  readonly dtype: Dtype
  /** Per choice of axes. */
  readonly modes: readonly SliceMode[]
  readonly leaves: readonly number[]
  /** How many elements they have together. */
  readonly elements: number
  readonly runs: () => readonly Run[]
}

/** Where everything is. */
export interface Layout {
  readonly leaves: readonly LeafLayout[]
  readonly groups: readonly Group[]
  readonly elements: number
  /** Per choice of axes, how many slices the whole tree has. */
  readonly sliceCounts: readonly number[]
}

/** What a program asks of the layout. */
export interface LayoutRequest {
  readonly axes: readonly Axes[]
  /** The names of the choices that the program uses for a leaf; by default all. */
  readonly axesAt?: (leaf: LeafFacts) => ReadonlySet<string>
  /** Whether the program reads ranks or axes, so that leaves of different ranks need different kernels. */
  readonly byRank: boolean
  /** The sets of leaves the program tells apart. */
  readonly sets: readonly LeafSet[]
  /** The most elements a group may have, per dtype. */
  readonly capacity: Readonly<Record<Dtype, number>>
}

/** What a leaf needs beside its elements, for its entries in the tables, counted in elements of its streams. */
const LEAF_OVERHEAD = 8

const product = (numbers: readonly number[]): number => numbers.reduce((a, b) => a * b, 1)

const layoutSlices = (reduced: ReadonlySet<number>, shape: readonly number[], first: number): Slices => {
  const strides = shape.map(() => 0)
  let count = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (reduced.has(axis)) continue
    strides[axis] = count
    count *= shape[axis]
  }
  return { first, count, size: product(shape.filter((_, axis) => reduced.has(axis))), strides }
}

/** The trailing axes over which every choice of axes either reduces all or none; how many elements they span. */
const unitOf = (
  shape: readonly number[],
  choices: readonly ReadonlySet<number>[],
): { readonly axes: number; readonly modes: readonly SliceMode[] } => {
  const real = shape.map((_, axis) => axis).filter((axis) => shape[axis] > 1)
  const last = real.at(-1)
  if (last === undefined) return { axes: shape.length, modes: choices.map(() => 'run') }
  let axes = 0
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] > 1 && choices.some((reduced) => reduced.has(axis) !== reduced.has(last))) break
    axes++
  }
  return { axes, modes: choices.map((reduced) => (reduced.has(last) ? 'run' : 'slice')) }
}

const cutRuns = (leaf: LeafLayout, index: number, unitAxes: number, modes: readonly SliceMode[]): readonly Run[] => {
  const outer = leaf.shape.slice(0, leaf.shape.length - unitAxes)
  const unit = product(leaf.shape.slice(leaf.shape.length - unitAxes))
  const runs: Run[] = []
  const position = outer.map(() => 0)
  const units = unit === 0 ? 0 : product(outer)
  for (let u = 0; u < units; u++) {
    const slices = leaf.slices.map(({ first, strides }) =>
      position.reduce((sum, p, axis) => sum + p * strides[axis], first),
    )
    for (let from = 0; from < unit; from += BLOCK) {
      runs.push({
        leaf: index,
        start: u * unit + from,
        count: Math.min(BLOCK, unit - from),
        slices: slices.map((slice, i) => (modes[i] === 'slice' ? slice + from : slice)),
      })
    }
    for (let axis = outer.length - 1; axis >= 0; axis--) {
      if (++position[axis] < outer[axis]) break
      position[axis] = 0
    }
  }
  return runs
}

/** Lay out the leaves of a tree. */
export const layOut = (def: TreeDef, { axes, axesAt, byRank, sets, capacity }: LayoutRequest): Layout => {
  const members = sets.map((set) => set.membersOf(def))
  const used = new Map<string, ReadonlySet<string>>()
  const sliceCounts = axes.map(() => 0)
  const open = new Map<string, number>()
  const building: {
    dtype: Dtype
    rank: number
    isIn: LeafFacts['isIn']
    modes: readonly SliceMode[]
    unitAxes: Map<number, number>
    leaves: number[]
    elements: number
  }[] = []

  const leaves = def.leaves.map(({ path, info }, index): LeafLayout => {
    const { dtype, shape, size } = info
    if (size > capacity[dtype]) {
      throw new OptfuseError(
        'too-large',
        `${size} elements with their state do not fit one memory (at most ${capacity[dtype]} elements here); split the leaf, or use the pure update, which needs only a small block.`,
        { path },
      )
    }
    const isIn = (set: LeafSet): boolean => members[sets.indexOf(set)]?.[index] === true
    const place = members.map((each) => (each[index] ? '1' : '0')).join('')
    const reduced = axes.map((choice): ReadonlySet<number> => {
      const kind = `${shape.length} ${place}`
      const names = used.get(kind) ?? axesAt?.({ rank: shape.length, isIn })
      if (names !== undefined) used.set(kind, names)
      return names?.has(choice.name) === false ? new Set(shape.keys()) : reducedAxes(choice, shape, path)
    })
    const slices = reduced.map((set, i) => {
      const slice = layoutSlices(set, shape, sliceCounts[i])
      sliceCounts[i] += slice.count
      return slice
    })
    const unit = unitOf(shape, reduced)
    const key = `${dtype} ${place} ${byRank ? `${shape.length} ${unit.modes.join(' ')}` : ''}`
    let group = open.get(key)
    const isFull = (one: (typeof building)[number]): boolean =>
      one.elements + size + (one.leaves.length + 1) * LEAF_OVERHEAD > capacity[dtype]
    if (group === undefined || isFull(building[group])) {
      group =
        building.push({
          dtype,
          rank: shape.length,
          isIn,
          modes: unit.modes,
          unitAxes: new Map(),
          leaves: [],
          elements: 0,
        }) - 1
      open.set(key, group)
    }
    const target = building[group]
    const offset = target.elements
    target.leaves.push(index)
    target.unitAxes.set(index, unit.axes)
    target.elements += size
    return { path, dtype, shape, size, group, offset, slices }
  })

  const groups = building.map(({ unitAxes, ...group }): Group => {
    let runs: readonly Run[] | undefined
    return {
      ...group,
      runs: () =>
        (runs ??= group.leaves.flatMap((leaf) => cutRuns(leaves[leaf], leaf, unitAxes.get(leaf) ?? 0, group.modes))),
    }
  })
  return { leaves, groups, elements: leaves.reduce((sum, leaf) => sum + leaf.size, 0), sliceCounts }
}
