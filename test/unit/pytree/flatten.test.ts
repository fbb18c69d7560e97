import { expect, test } from 'vitest'
import { flatten, flattenLike, tryFlattenLike, unflatten } from '../../../src/pytree/index.ts'

test('leaves come in code unit order of their keys, and rebuilding keeps the insertion order', () => {
  const { leaves, def } = flatten({ b: 2, a: [1, null, { z: 3 }] })
  expect(leaves).toEqual([1, 3, 2])
  expect(def.paths).toEqual(['a[0]', 'a[2].z', 'b'])
  expect(JSON.stringify(unflatten(def, [10, 30, 20]))).toBe('{"b":20,"a":[10,null,{"z":30}]}')
  expect(flattenLike(def, { a: [7, null, { z: 8 }], b: 9 }, 'gradients')).toEqual([7, 8, 9])
  expect(tryFlattenLike(def, { a: [7, null, { z: 8 }], b: 9 })).toBe(undefined)
  expect(tryFlattenLike(def, { b: 9, a: [7, null, { z: 8 }] })).toEqual([7, 8, 9])
})
