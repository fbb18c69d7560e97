/** Say what a tree should have where it differs from another. @module */
import { OptfuseError, type ErrorCode } from '../errors/OptfuseError.ts'
import { describe } from './describe.ts'
import { childPath } from './path.ts'
import type { Code, TreeDef, TreeNode } from './treeDef.ts'

/** How differences of a kind of tree are told. */
export interface Wording {
  /** What the tree is, such as `gradients`. */
  readonly label: string
  /** What may stand in place of a part of the def. */
  readonly expected: (def: TreeDef, code: Code) => string
  readonly fix: string
}

/** Throw the error for something else than was expected at a path. */
export const mismatch = (
  code: ErrorCode,
  label: string,
  path: string,
  expected: string,
  got: string,
  fix: string,
): never => {
  throw new OptfuseError(code, `${label}: expected ${expected}, got ${got}; ${fix}`, { path })
}

/** A container in words. */
export const describeNode = ({ kind, codes, keys }: TreeNode): string =>
  kind === 'array'
    ? `an array of length ${codes.length}`
    : `an object with ${keys.length === 0 ? 'no keys' : `the keys ${keys.join(', ')}`}`

/** Throw the error for what is no container of a node's shape: for its first missing or extra key, or for all of it. */
export const refuseContainer = (
  def: TreeDef,
  code: Code,
  { kind, keys, codes }: TreeNode,
  value: unknown,
  path: string,
  { label, expected, fix }: Wording,
): never => {
  const refuse = (at: string, wanted: string, got: string, remedy = fix): never =>
    mismatch('structure-mismatch', label, at, wanted, got, remedy)
  if (kind === 'array' || describe(value) !== 'an object' || typeof value !== 'object' || value === null)
    return refuse(path, expected(def, code), describe(value))
  const given = Object.keys(value)
  const missing = keys.findIndex((key) => !given.includes(key))
  if (missing >= 0)
    return refuse(childPath(path, keys[missing]), expected(def, codes[missing]), 'nothing (missing key)')
  const extra = given.toSorted().find((key) => !keys.includes(key)) ?? ''
  return refuse(
    childPath(path, extra),
    'nothing (extra key)',
    describe(Object.getOwnPropertyDescriptor(value, extra)?.value),
    `the other tree has ${keys.length === 0 ? 'no keys here' : `only ${keys.join(', ')} here`}`,
  )
}
