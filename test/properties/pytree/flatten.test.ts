import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  applyUpdates,
  compilePattern,
  flatten,
  flattenLike,
  formatPath,
  getPath,
  globalNorm,
  parsePath,
  sameStructure,
  treeMap,
  treeZerosLike,
  tryFlattenLike,
  unflatten,
  unflattenUnique,
} from '../../../src/pytree/index.ts'
import { anyTree, reverseKeys } from './trees.ts'

test('taking apart and putting together gives the same tree in the same key order', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      const { leaves, def } = flatten(tree)
      const rebuilt = unflattenUnique(def, leaves)
      expect(rebuilt).toEqual(tree)
      expect(JSON.stringify(rebuilt)).toBe(JSON.stringify(tree))
      expect(unflatten(def, flattenLike(def, tree, 'tree'))).toEqual(tree)
      expect(tryFlattenLike(def, rebuilt)?.length).toBe(def.positions.length)
    }),
  )
})

test('the order of keys changes neither leaves nor norm', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      const reversed = reverseKeys(tree)
      const [one, other] = [flatten(tree), flatten(reversed)]
      expect(other.leaves).toEqual(one.leaves)
      expect(other.def.paths).toEqual(one.def.paths)
      expect(sameStructure(one.def, other.def)).toBe(true)
      expect(flattenLike(one.def, reversed, 'tree')).toEqual(flattenLike(one.def, tree, 'tree'))
      expect(globalNorm(reversed)).toBe(globalNorm(tree))
    }),
  )
})

test('two trees compare alike exactly when they have the same structure', () => {
  fc.assert(
    fc.property(anyTree, anyTree, (a, b) => {
      const [one, other] = [flatten(a).def, flatten(b).def]
      const alike = (() => {
        try {
          return flattenLike(one, b, 'b').length >= 0
        } catch {
          return false
        }
      })()
      expect(alike).toBe(sameStructure(one, other))
    }),
  )
})

test('every path finds its leaf, reads back, and matches itself as a pattern', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      const { leaves, def } = flatten(tree)
      def.paths.forEach((path, position) => {
        const keys = parsePath(path)
        expect(formatPath(keys)).toBe(path)
        expect(getPath<unknown, string>(tree, path)).toBe(leaves[def.positions[position]])
        expect(compilePattern(path).matches(keys)).toBe(true)
        expect(compilePattern('**').matches(keys)).toBe(true)
      })
      expect(new Set(def.paths).size).toBe(def.paths.length)
    }),
  )
})

test('paths of any keys read back', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.nat())), (keys) => {
      expect(parsePath(formatPath(keys))).toEqual(keys)
    }),
  )
})

test('mapping the identity keeps the tree, and a zero update keeps the parameters', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      expect(treeMap((leaf) => leaf, tree)).toEqual(tree)
      // -0 + 0 is 0, which toEqual tells apart.
      const next = applyUpdates(tree, treeZerosLike(tree))
      expect(JSON.stringify(next)).toBe(JSON.stringify(tree))
    }),
  )
})
