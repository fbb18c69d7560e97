/** Trees that stop early: one value for a whole subtree. @module */

import { containerKind } from './container.ts'
import { descend } from './descend.ts'
import { describe } from './describe.ts'
import { flatten } from './flatten.ts'
import { describeNode, mismatch, refuseContainer, type Wording } from './mismatch.ts'
import { nodeCode, NULL_CODE, type TreeDef } from './treeDef.ts'
import { containerFits } from './walkLike.ts'

const wording: Wording = {
  label: 'not a prefix of the tree',
  expected: ({ nodes }, code) =>
    code === NULL_CODE
      ? 'null or one value'
      : code >= 0
        ? 'one value (the tree has a leaf here)'
        : `one value or ${describeNode(nodes[nodeCode(code)])}`,
  fix: 'give one value for a whole subtree, or the same keys as the tree has',
}

/** Whether a value that is no container, or that the caller takes for one value, ends the prefix here. */
const endsHere = (value: unknown, isLeaf: ((value: unknown) => boolean) | undefined): boolean =>
  isLeaf === undefined ? value !== null && value !== undefined && containerKind(value) === undefined : isLeaf(value)

/** `broadcastPrefix` for a tree already taken apart. */
export function broadcastPrefixTo<V>(
  def: TreeDef,
  prefix: unknown,
  isLeaf: (value: unknown) => value is V,
): readonly V[]
export function broadcastPrefixTo(
  def: TreeDef,
  prefix: unknown,
  isLeaf?: (value: unknown) => boolean,
): readonly unknown[]
export function broadcastPrefixTo(
  def: TreeDef,
  prefix: unknown,
  isLeaf?: (value: unknown) => boolean,
): readonly unknown[] {
  const result: unknown[] = []
  descend(def, prefix, wording.label, (code, value, path) => {
    const node = code < NULL_CODE ? def.nodes[nodeCode(code)] : undefined
    if (endsHere(value, isLeaf)) {
      const end = node === undefined ? result.length + Number(code >= 0) : node.end
      while (result.length < end) result.push(value)
      return undefined
    }
    if (code === NULL_CODE && value === null) return undefined
    if (node === undefined) {
      return mismatch(
        'structure-mismatch',
        wording.label,
        path,
        wording.expected(def, code),
        describe(value),
        wording.fix,
      )
    }
    return containerFits(node, value, 'structure') ? value : refuseContainer(def, code, node, value, path, wording)
  })
  return result
}

/**
 * One value for each leaf of a tree, from a tree that may stop early: a value where the tree has a subtree holds for all
 * leaves of it.
 *
 * @param prefix values in the structure of the tree, or of its upper part; where the tree has null, null
 * @param tree the tree to cover
 * @param isLeaf what counts as a value of the prefix; by default everything but arrays, plain objects, null and undefined
 * @returns one value a position of the tree, in canonical order (that of `treePaths`, tied positions included)
 * @throws OptfuseError `structure-mismatch` naming the path where the prefix is none
 * @example
 * broadcastPrefix({ encoder: true, head: false }, { encoder: { b: 1, w: 2 }, head: 3 }) // [true, true, false]
 */
export function broadcastPrefix<V>(prefix: unknown, tree: unknown, isLeaf: (value: unknown) => value is V): readonly V[]
export function broadcastPrefix(
  prefix: unknown,
  tree: unknown,
  isLeaf?: (value: unknown) => boolean,
): readonly unknown[]
export function broadcastPrefix(
  prefix: unknown,
  tree: unknown,
  isLeaf?: (value: unknown) => boolean,
): readonly unknown[] {
  return broadcastPrefixTo(flatten(tree).def, prefix, isLeaf)
}
