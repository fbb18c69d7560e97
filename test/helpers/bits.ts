/** Compare arrays bit for bit; any NaN equals any other, 0 differs from -0. @module */
import { expect } from 'vitest'
import { isTensor, type FloatArray } from '../../src/pytree/index.ts'

/** The index of the first element that differs, or -1. */
export const firstDifference = (a: FloatArray, b: FloatArray): number => {
  if (a.length !== b.length) return Math.min(a.length, b.length)
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i
  return -1
}

/** Expect two arrays to hold the same bits and be of the same dtype. */
export const expectSameBits = (actual: FloatArray, expected: FloatArray, what = ''): void => {
  const i = firstDifference(actual, expected)
  if (i >= 0) expect.fail(`${what} at ${i}: got ${actual[i]}, expected ${expected[i]}`)
  expect(actual.constructor).toBe(expected.constructor)
}

const isArray = (value: unknown): value is FloatArray => value instanceof Float32Array || value instanceof Float64Array

const withOneNaN = (array: FloatArray): FloatArray => {
  const copy = array.slice()
  for (let i = 0; i < copy.length; i++) if (Number.isNaN(copy[i])) copy[i] = NaN
  return copy
}

/** A tree as text in which every bit shows: leaves as kind and bytes, NaN as one. */
export const bitsOf = (tree: unknown): string => {
  const show = (value: unknown): unknown => {
    if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
    if (isArray(value)) return `${value.constructor.name} ${Buffer.from(withOneNaN(value).buffer).toString('base64')}`
    if (isTensor(value)) return { shape: [...value.shape], data: show(value.data) }
    if (Array.isArray(value)) return value.map(show)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, show(item)]))
    return value
  }
  return JSON.stringify(show(tree))
}
