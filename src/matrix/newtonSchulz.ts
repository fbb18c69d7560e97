/** The Newton–Schulz iteration on matrices in memory. @module */
import type { FloatArray } from '../pytree/index.ts'
import type { Matrix, Products } from './matrix.ts'

/** The coefficients of one step: x becomes a·x + b·(xxᵀ)x + c·(xxᵀ)²x. */
export interface Coefficients {
  readonly a: number
  readonly b: number
  readonly c: number
}

/** What the first step divides by beforehand, as it has xxᵀ at hand; it is 1 for `none`. */
export type Scaling = 'none' | 'schatten' | 'aol'

/** No smaller a number is divided by where a matrix is scaled. */
const LEAST = 1e-8

/** Put a matrix of so many columns, or its transpose, between an array and the memory of products. */
const transfer = (
  copy: (index: number, at: number) => void,
  { at, rows, columns, stride }: Matrix,
  turned: boolean,
): void => {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) copy(turned ? j * rows + i : i * columns + j, at + i * stride + j)
  }
}

/** For each row, what the matrix x is multiplied by before the first step, given g = xxᵀ. */
const scales = (elements: FloatArray, g: Matrix, scaling: Scaling): readonly number[] => {
  const sums = Array.from({ length: g.rows }, (_, i) => {
    let sum = 0
    for (let j = 0; j < g.columns; j++) {
      const value = elements[g.at + i * g.stride + j]
      sum += scaling === 'aol' ? Math.abs(value) : value * value
    }
    return sum
  })
  if (scaling === 'aol') return sums.map((sum) => 1 / Math.sqrt(Math.max(sum, LEAST)))
  const norm = Math.sqrt(sums.reduce((total, sum) => total + sum, 0))
  return sums.map(() => 1 / Math.sqrt(Math.max(norm, LEAST)))
}

/**
 * Bring the singular values of a matrix close to 1, where they lie in (0, 1], in place. Its smaller side is multiplied with itself, which is
 * the same as without turning it.
 */
export const newtonSchulz = (
  values: FloatArray,
  { rows, columns }: Pick<Matrix, 'rows' | 'columns'>,
  steps: readonly Coefficients[],
  scaling: Scaling,
  products: Products,
): void => {
  const turned = rows > columns
  const [small, large] = turned ? [columns, rows] : [rows, columns]
  const wide = { rows: small, columns: large }
  const square = { rows: small, columns: small }
  const { elements, matrices } = products.reserve([wide, wide, square, square])
  const [, , g, squared] = matrices
  let [x, next] = matrices
  // Storing rounds to the dtype, so each operation is stored.
  const round = elements instanceof Float32Array ? Math.fround : (value: number): number => value
  transfer((index, at) => (elements[at] = values[index]), x, turned)
  steps.forEach(({ a, b, c }, step) => {
    products.multiplyByTranspose(g, x)
    if (step === 0 && scaling !== 'none') {
      const by = scales(elements, g, scaling).map(round)
      for (let i = 0; i < small; i++) {
        for (let j = 0; j < large; j++) elements[x.at + i * x.stride + j] *= by[i]
        for (let j = 0; j < small; j++) {
          const at = g.at + i * g.stride + j
          elements[at] = round(elements[at] * by[i]) * by[j]
        }
      }
    }
    // It is symmetric, so its own transpose.
    products.multiplyByTranspose(squared, g)
    const combine = (to: Matrix, p: number, first: Matrix, q: number, second: Matrix): void => {
      const [left, right] = [round(p), round(q)]
      for (let i = 0; i < to.rows; i++) {
        for (let j = 0; j < to.columns; j++) {
          const one = round(left * elements[first.at + i * first.stride + j])
          elements[to.at + i * to.stride + j] = one + round(right * elements[second.at + i * second.stride + j])
        }
      }
    }
    combine(squared, b, g, c, squared)
    products.multiply(next, squared, x)
    combine(next, a, x, 1, next)
    ;[x, next] = [next, x]
  })
  transfer((index, at) => (values[index] = elements[at]), x, turned)
}
