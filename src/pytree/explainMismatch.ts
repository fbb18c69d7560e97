/** Say where two trees differ. @module */

import { OptfuseError, type ErrorCode } from '../errors/OptfuseError.ts'
import { containerKind } from './container.ts'
import { describe, describeInfo } from './describe.ts'
import type { LeafInfo } from './leaf.ts'
import { refuseLeaf } from './leafInfo.ts'
import { childPath } from './path.ts'
import { sameShape } from './shape.ts'
import { nodeCode, NULL_CODE, type Code, type TreeDef, type TreeNode } from './treeDef.ts'
import { tryLeafInfo } from './tryLeafInfo.ts'
import { containerFits, leafFits, type Strictness } from './walkLike.ts'

const mismatch = (code: ErrorCode, label: string, path: string, expected: string, got: string, fix: string): never => {
  throw new OptfuseError(code, `${label}: expected ${expected}, got ${got}; ${fix}`, { path })
}

const nodeDescription = (node: TreeNode): string =>
  node.kind === 'array'
    ? `an array of length ${node.codes.length}`
    : `an object with ${node.keys.length === 0 ? 'no keys' : `the keys ${node.keys.join(', ')}`}`

const describeCode = (def: TreeDef, code: Code): string => {
  if (code === NULL_CODE) return 'null'
  if (code >= 0) return describeInfo(def.leaves[def.positions[code]].info)
  return nodeDescription(def.nodes[nodeCode(code)])
}

const structureFix = 'give a tree of the same structure, with null only where the other tree has null'

const explainLeaf = (info: LeafInfo, value: unknown, label: string, path: string): never => {
  const got = tryLeafInfo(value)
  if (got === undefined) {
    const isContainer = containerKind(value) !== undefined
    if (!isContainer && value !== null && value !== undefined) return refuseLeaf(value, path)
    return mismatch('structure-mismatch', label, path, describeInfo(info), describe(value), structureFix)
  }
  if (!sameShape(got.shape, info.shape))
    return mismatch(
      'shape-mismatch',
      label,
      path,
      describeInfo(info),
      describe(value),
      got.size === info.size
        ? `shapes never broadcast, wrap the data in tensor(data, [${info.shape.join(', ')}])`
        : 'shapes never broadcast, give a leaf of the same shape',
    )
  return mismatch(
    'dtype-mismatch',
    label,
    path,
    describeInfo(info),
    describe(value),
    `convert it to ${info.dtype === 'float32' ? 'a Float32Array' : 'a Float64Array'}`,
  )
}

const explainContainer = (def: TreeDef, node: TreeNode, value: unknown, label: string, path: string): never => {
  const isObject = containerKind(value) !== undefined && !Array.isArray(value)
  if (node.kind === 'array' || !isObject || typeof value !== 'object' || value === null) {
    if (tryLeafInfo(value) === undefined && containerKind(value) === undefined && value !== null && value !== undefined)
      return refuseLeaf(value, path)
    return mismatch('structure-mismatch', label, path, nodeDescription(node), describe(value), structureFix)
  }
  const keys = Object.keys(value)
  const missing = node.keys.findIndex((key) => !keys.includes(key))
  if (missing >= 0) {
    const at = childPath(path, node.keys[missing])
    const expected = describeCode(def, node.codes[missing])
    return mismatch('structure-mismatch', label, at, expected, 'nothing (missing key)', structureFix)
  }
  const extra = keys.toSorted().find((key) => !node.keys.includes(key)) ?? ''
  return mismatch(
    'structure-mismatch',
    label,
    childPath(path, extra),
    'nothing (extra key)',
    describe(Object.getOwnPropertyDescriptor(value, extra)?.value),
    `the other tree has ${node.keys.length === 0 ? 'no keys here' : `only ${node.keys.join(', ')} here`}`,
  )
}

/**
 * Throws the error for the first difference, in canonical order, between a tree and the structure it should have.
 *
 * @param label what the tree is, such as `gradients`
 */
export const explainMismatch = (def: TreeDef, tree: unknown, label: string, strictness: Strictness): never => {
  const codes: Code[] = [def.root]
  const values: unknown[] = [tree]
  const paths: string[] = ['']
  for (let code = codes.pop(); code !== undefined; code = codes.pop()) {
    const value = values.pop()
    const path = paths.pop() ?? ''
    if (code === NULL_CODE) {
      if (value !== null) mismatch('structure-mismatch', label, path, 'null', describe(value), structureFix)
      continue
    }
    if (code >= 0) {
      const { info } = def.leaves[def.positions[code]]
      if (!leafFits(info, value, strictness)) explainLeaf(info, value, label, path)
      continue
    }
    const node = def.nodes[nodeCode(code)]
    if (!containerFits(node, value, strictness)) return explainContainer(def, node, value, label, path)
    for (let j = node.codes.length - 1; j >= 0; j--) {
      const key = node.kind === 'array' ? j : node.keys[j]
      const descriptor = Object.getOwnPropertyDescriptor(value, key)
      if (descriptor !== undefined && (descriptor.get !== undefined || descriptor.set !== undefined))
        throw new OptfuseError(
          'unsupported-leaf',
          `${label}: a tree cannot hold a getter or setter; give its value as a plain property`,
          { path: childPath(path, key) },
        )
      codes.push(node.codes[j])
      values.push(descriptor?.value)
      paths.push(childPath(path, key))
    }
  }
  throw new OptfuseError('structure-mismatch', `${label}: the tree changed while it was read`)
}
