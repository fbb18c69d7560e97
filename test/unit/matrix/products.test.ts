import { describe, expect, it } from 'vitest'
import { fastProducts } from '../../../src/matrix/fastProducts.ts'
import type { Matrix, Products } from '../../../src/matrix/matrix.ts'
import { plainProducts } from '../../../src/matrix/plainProducts.ts'

type Size = Pick<Matrix, 'rows' | 'columns'>

const fill = (elements: Float32Array | Float64Array, { at, rows, columns, stride }: Matrix, seed: number): void => {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) elements[at + i * stride + j] = Math.sin(seed + i * 7.3 + j * 1.9)
  }
}

const numbersIn = (elements: Float32Array | Float64Array, { at, rows, columns, stride }: Matrix): readonly number[] =>
  Array.from({ length: rows * columns }, (_, i) => elements[at + Math.floor(i / columns) * stride + (i % columns)])

const product = (products: Products, m: number, k: number, n: number): readonly number[] => {
  const right: Size = { rows: k, columns: n }
  const { elements, matrices } = products.reserve([{ rows: m, columns: k }, right, { rows: m, columns: n }])
  const [a, b, out] = matrices
  fill(elements, a, 1)
  fill(elements, b, 2)
  products.multiply(out, a, b)
  return numbersIn(elements, out)
}

const square = (products: Products, m: number, k: number): readonly number[] => {
  const { elements, matrices } = products.reserve([
    { rows: m, columns: k },
    { rows: m, columns: m },
  ])
  const [a, out] = matrices
  fill(elements, a, 3)
  products.multiplyByTranspose(out, a)
  return numbersIn(elements, out)
}

const sizes = [1, 3, 4, 5, 8, 9, 17]

describe('products of matrices', () => {
  it('are sums over the inner side, also of a transposed matrix', () => {
    const products = plainProducts('float64')
    const { elements, matrices } = products.reserve([
      { rows: 2, columns: 3 },
      { rows: 3, columns: 2 },
      { rows: 2, columns: 2 },
    ])
    const [a, b, out] = matrices
    elements.set([1, 2, 3, 4, 5, 6], a.at)
    elements.set([1, 0, 2, 1, 0, -1], b.at)
    products.multiply(out, a, b)
    expect(numbersIn(elements, out)).toEqual([5, -1, 14, -1])
    products.multiplyByTranspose(out, a)
    expect(numbersIn(elements, out)).toEqual([14, 32, 32, 77])
  })

  it('are summed from the first product on, rounded each time', () => {
    const products = plainProducts('float32')
    const { elements, matrices } = products.reserve([
      { rows: 1, columns: 3 },
      { rows: 3, columns: 1 },
      { rows: 1, columns: 1 },
    ])
    const [a, b, out] = matrices
    // 1 is lost beside 2^24 if added to it, and kept if added to 0 before.
    elements.set([2 ** 24, 1, -(2 ** 24)], a.at)
    elements.set([1, 1, 1], b.at)
    products.multiply(out, a, b)
    expect(elements[out.at]).toBe(0)
  })

  it.each(['float32', 'float64'] as const)('in WebAssembly have the same bits, in %s, whatever the sizes', (dtype) => {
    const [plain, fast] = [plainProducts(dtype), fastProducts(dtype)]
    for (const m of sizes) {
      for (const k of sizes) {
        expect(square(fast, m, k)).toEqual(square(plain, m, k))
        for (const n of sizes) expect(product(fast, m, k, n)).toEqual(product(plain, m, k, n))
      }
    }
  })

  it('in WebAssembly take NaN and infinities for what they are', () => {
    const run = (products: Products): readonly number[] => {
      const { elements, matrices } = products.reserve([
        { rows: 2, columns: 2 },
        { rows: 2, columns: 2 },
        { rows: 2, columns: 2 },
      ])
      const [a, b, out] = matrices
      ;[
        [1, Infinity],
        [2, NaN],
      ].forEach((row, i) => elements.set(row, a.at + i * a.stride))
      ;[
        [1, 0],
        [-0, 3],
      ].forEach((row, i) => elements.set(row, b.at + i * b.stride))
      products.multiply(out, a, b)
      return numbersIn(elements, out)
    }
    expect(run(fastProducts('float32'))).toEqual(run(plainProducts('float32')))
    expect(run(plainProducts('float32'))).toEqual([NaN, Infinity, NaN, NaN])
  })
})
