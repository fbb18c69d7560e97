/** Products of matrices by their meaning, without generated code. @module */
import { newFloatArray } from '../pytree/floatArray.ts'
import type { Dtype } from '../pytree/index.ts'
import { layMatrices, type Matrix, type Products } from './matrix.ts'

/** Products in plain JavaScript. */
export const plainProducts = (dtype: Dtype): Products => {
  let elements = newFloatArray(dtype, 0)
  const round = dtype === 'float32' ? Math.fround : (x: number): number => x
  /** Times b, of which the elements below and beside one another are so far apart. */
  const multiply = (out: Matrix, a: Matrix, b: Matrix, below: number, beside: number): void => {
    for (let i = 0; i < out.rows; i++) {
      for (let j = 0; j < out.columns; j++) {
        let sum = 0
        for (let k = 0; k < a.columns; k++) {
          sum = round(sum + round(elements[a.at + i * a.stride + k] * elements[b.at + k * below + j * beside]))
        }
        elements[out.at + i * out.stride + j] = sum
      }
    }
  }
  return {
    reserve: (sizes) => {
      const { matrices, end } = layMatrices(sizes, { rows: 1, columns: 1 })
      elements = newFloatArray(dtype, end)
      return { elements, matrices }
    },
    multiply: (out, a, b) => multiply(out, a, b, b.stride, 1),
    multiplyByTranspose: (out, a) => multiply(out, a, a, 1, a.stride),
  }
}
