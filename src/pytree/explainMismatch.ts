/** Say where two trees differ. @module */

import { OptfuseError } from '../errors/OptfuseError.ts'
import { containerKind } from './container.ts'
import { descend } from './descend.ts'
import { describe, describeInfo } from './describe.ts'
import type { LeafInfo } from './leaf.ts'
import { refuseLeaf } from './leafInfo.ts'
import { describeNode, mismatch, refuseContainer, type Wording } from './mismatch.ts'
import { sameShape } from './shape.ts'
import { nodeCode, NULL_CODE, type Code, type TreeDef } from './treeDef.ts'
import { tryLeafInfo } from './tryLeafInfo.ts'
import { containerFits, leafFits, type Strictness } from './walkLike.ts'

const describeCode = (def: TreeDef, code: Code): string =>
  code === NULL_CODE
    ? 'null'
    : code >= 0
      ? describeInfo(def.leaves[def.positions[code]].info)
      : describeNode(def.nodes[nodeCode(code)])

const explainLeaf = (info: LeafInfo, got: LeafInfo, value: unknown, label: string, path: string): never =>
  sameShape(got.shape, info.shape)
    ? mismatch(
        'dtype-mismatch',
        label,
        path,
        describeInfo(info),
        describe(value),
        `convert it to ${info.dtype === 'float32' ? 'a Float32Array' : 'a Float64Array'}`,
      )
    : mismatch(
        'shape-mismatch',
        label,
        path,
        describeInfo(info),
        describe(value),
        got.size === info.size
          ? `shapes never broadcast, wrap the data in tensor(data, [${info.shape.join(', ')}])`
          : 'shapes never broadcast, give a leaf of the same shape',
      )

/**
 * Throws the error for the first difference, in canonical order, between a tree and the structure it should have.
 *
 * @param label what the tree is, such as `gradients`
 */
export const explainMismatch = (def: TreeDef, tree: unknown, label: string, strictness: Strictness): never => {
  const fix = 'give a tree of the same structure, with null only where the other tree has null'
  const wording: Wording = { label, expected: describeCode, fix }
  descend(def, tree, label, (code, value, path) => {
    const node = code < NULL_CODE ? def.nodes[nodeCode(code)] : undefined
    if (node !== undefined && containerFits(node, value, strictness)) return value
    if (code === NULL_CODE && value === null) return undefined
    const info = code >= 0 ? def.leaves[def.positions[code]].info : undefined
    if (info !== undefined && leafFits(info, value, strictness)) return undefined
    const got = tryLeafInfo(value)
    if (got === undefined && containerKind(value) === undefined && value !== null && value !== undefined)
      return refuseLeaf(value, path)
    if (node !== undefined) return refuseContainer(def, code, node, value, path, wording)
    if (info !== undefined && got !== undefined) return explainLeaf(info, got, value, label, path)
    return mismatch('structure-mismatch', label, path, describeCode(def, code), describe(value), fix)
  })
  throw new OptfuseError('structure-mismatch', `${label}: the tree changed while it was read`)
}
