import { expect, test } from 'vitest'
import { isTensor, tensor } from '../../../src/pytree/index.ts'

test('a tensor is a frozen record of its buffer and a frozen copy of its shape', () => {
  const data = new Float32Array(6)
  const shape = [2, 3]
  const t = tensor(data, shape)
  shape[0] = 6
  expect(t.data).toBe(data)
  expect(t.shape).toEqual([2, 3])
  expect(Object.isFrozen(t) && Object.isFrozen(t.shape)).toBe(true)
})

test('the empty shape is a scalar, and a dimension may be 0', () => {
  expect(tensor(Float64Array.of(5), []).shape).toEqual([])
  expect(tensor(new Float32Array(0), [3, 0]).shape).toEqual([3, 0])
})

test('a shape whose product is not the length is refused with both numbers', () => {
  expect(() => tensor(new Float32Array(6), [2, 2])).toThrow(
    'tensor got 6 elements for the shape [2, 2], which holds 4; give a shape whose product is 6',
  )
})

test.each([[[-1, -6]], [[1.5, 4]], [[NaN]]])('the shape %j is refused', (shape) => {
  expect(() => tensor(new Float32Array(6), shape)).toThrow('expects a shape of whole, non-negative dimensions')
})

test('integers are refused as data', () => {
  // @ts-expect-error the types refuse it too
  expect(() => tensor(new Int32Array(2), [2])).toThrow('convert it with Float32Array.from(data)')
})

test('the brand is a key, so that other copies of the library make tensors, and clones are tensors', () => {
  const made = tensor(new Float32Array(6), [2, 3])
  expect(isTensor({ data: new Float32Array(1), shape: [1], 'optfuse.tensor': true })).toBe(true)
  expect(isTensor({ data: new Float32Array(1), shape: [1] })).toBe(false)
  expect(isTensor(structuredClone(made))).toBe(true)
  expect(structuredClone(made)).toEqual(made)
})
