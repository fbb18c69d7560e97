/** Give each leaf of a tree a label. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { broadcastPrefixTo } from './broadcastPrefix.ts'
import { containerKind } from './container.ts'
import { describe } from './describe.ts'
import type { LeafInfo } from './leaf.ts'
import { labelsByPatterns } from './labelsByPatterns.ts'
import { nodeCode, type TreeDef } from './treeDef.ts'

/** What a leaf may be labelled with. */
type Label = string | boolean | number

/** A tree that may stop early: one label for a whole subtree. */
export type LabelTree<V> = V | null | readonly LabelTree<V>[] | { readonly [key: string]: LabelTree<V> }

/** A label for each leaf, by its path (such as `layers[0].w`), its shape and its dtype. */
export type LabelFunction<V> = (path: string, leaf: LeafInfo) => V

/**
 * How to label leaves: a tree of labels like the parameters, or of one label for a whole subtree; a function; or a record
 * from path patterns to labels, of which the first that matches counts.
 */
export type Labels<V> = LabelTree<V> | LabelFunction<V>

type IsLabel<V> = (value: unknown) => value is V

/** The entries of a record of patterns, or `undefined` for what is to be read as a tree. */
const patternsIn = <V>(
  def: TreeDef,
  labels: unknown,
  isLabel: IsLabel<V>,
): readonly (readonly [string, V])[] | undefined => {
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) return undefined
  if (containerKind(labels) === undefined) return undefined
  const entries = Object.entries(labels)
  const flat = entries.filter((entry): entry is [string, V] => isLabel(entry[1]))
  if (flat.length < entries.length) return undefined
  const rootKeys = def.root === nodeCode(0) ? def.nodes[0].keys : []
  return flat.every(([key]) => rootKeys.includes(key)) ? undefined : flat
}

const byFunction = <V>(def: TreeDef, label: LabelFunction<unknown>, isLabel: IsLabel<V>, what: string): readonly V[] =>
  def.positions.map((leaf, position) => {
    const path = def.paths[position]
    const value = label(path, def.leaves[leaf].info)
    if (isLabel(value)) return value
    throw new OptfuseError('invalid-option', `the function must give ${what} for each leaf, got ${describe(value)}.`, {
      path,
    })
  })

/** The label of each unique leaf; the places of a tied one must agree. */
export const labelPerLeaf = <V>(def: TreeDef, labels: readonly V[]): readonly V[] => {
  const first: number[] = []
  def.positions.forEach((leaf, position) => {
    const before = (first[leaf] ??= position)
    if (labels[before] === labels[position]) return
    throw new OptfuseError(
      'invalid-option',
      `this leaf is tied to the one at ${def.paths[before]}, which is labelled ${String(labels[before])}, but is itself labelled ${String(labels[position])}; give both places of the one parameter the same label.`,
      { path: def.paths[position] },
    )
  })
  return first.map((position) => labels[position])
}

/**
 * The label of each unique leaf of a tree.
 *
 * A record of labels whose keys are not all keys of the tree's root is a record of path patterns, as in
 * `{ 'blocks.**.bias': 'plain', '**': 'decayed' }`; any other is a tree.
 *
 * @param isLabel tells labels from trees of them
 * @param what a label is, in words, such as `true or false`
 * @throws OptfuseError naming the path: `invalid-pattern` for a leaf that no pattern matches and a pattern that cannot be
 *   read; `structure-mismatch` for a tree that is no prefix; `invalid-option` for what is no label, and for tied leaves
 *   that are labelled differently
 * @example
 * const isText = (value: unknown) => typeof value === 'string'
 * const { def } = flatten({ enc: { w: 1, bias: 2 }, head: 3 })
 * labelLeaves(def, { '**.bias': 'plain', '**': 'decayed' }, isText, 'a string') // ['plain', 'decayed', 'decayed']
 */
export const labelLeaves = <V extends Label>(
  def: TreeDef,
  labels: Labels<V>,
  isLabel: IsLabel<V>,
  what: string,
): readonly V[] => {
  if (typeof labels === 'function') return labelPerLeaf(def, byFunction(def, labels, isLabel, what))
  const patterns = patternsIn(def, labels, isLabel)
  if (patterns !== undefined) return labelPerLeaf(def, labelsByPatterns(def, patterns))
  return labelPerLeaf(
    def,
    broadcastPrefixTo(def, labels).map((label, position) => {
      if (isLabel(label)) return label
      throw new OptfuseError('invalid-option', `expected ${what} here, got ${describe(label)}.`, {
        path: def.paths[position],
      })
    }),
  )
}
