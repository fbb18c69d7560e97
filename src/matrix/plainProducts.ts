/** Products of matrices by their meaning, without generated code. @module */
import { newFloatArray } from '../pytree/floatArray.ts'
import type { Dtype } from '../pytree/index.ts'
import { layMatrices, type Products } from './matrix.ts'

/** Products in plain JavaScript. */
export const plainProducts = (dtype: Dtype): Products => {
  let elements = newFloatArray(dtype, 0)
  const round = dtype === 'float32' ? Math.fround : (x: number): number => x
  return {
    reserve: (sizes) => {
      const { matrices, end } = layMatrices(sizes, { rows: 1, columns: 1 })
      elements = newFloatArray(dtype, end)
      return { elements, matrices }
    },
    multiply: (out, a, b, transposed) => {
      const [step, next] = transposed ? [1, b.stride] : [b.stride, 1]
      for (let i = 0; i < out.rows; i++) {
        for (let j = 0; j < out.columns; j++) {
          let sum = 0
          for (let k = 0; k < a.columns; k++) {
            sum = round(sum + round(elements[a.at + i * a.stride + k] * elements[b.at + k * step + j * next]))
          }
          elements[out.at + i * out.stride + j] = sum
        }
      }
    },
  }
}
