/** Matrices in memory. @module */
import type { FloatArray } from '../pytree/index.ts'

/** A matrix within an array, row by row. */
export interface Matrix {
  /** The index of its first element. */
  readonly at: number
  readonly rows: number
  readonly columns: number
  /** How far apart the rows begin. */
  readonly stride: number
}

/** Multiplies matrices that lie in memory of its own. */
export interface Products {
  /** Memory for so many matrices, and a pair that they fit in. What was in there is lost. */
  readonly reserve: (sizes: readonly Pick<Matrix, 'rows' | 'columns'>[]) => {
    readonly elements: FloatArray
    readonly matrices: readonly Matrix[]
  }
  /**
   * out = a·b. Each element is the sum of its products from the first to the last, beginning with 0, each product and
   * each sum rounded to the dtype: one order, so that all implementations give the same bits.
   */
  readonly multiply: (out: Matrix, a: Matrix, b: Matrix) => void
  /** out = a·aᵀ, summed likewise, so that it is symmetric to the bit. */
  readonly multiplyByTranspose: (out: Matrix, a: Matrix) => void
}

/** Lay matrices out one after another, with rows and columns padded to multiples of these. */
export const layMatrices = (
  sizes: readonly Pick<Matrix, 'rows' | 'columns'>[],
  multiple: { readonly rows: number; readonly columns: number },
  from = 0,
): { readonly matrices: readonly Matrix[]; readonly end: number } => {
  const padded = (length: number, to: number): number => Math.ceil(length / to) * to
  let end = from
  const matrices = sizes.map(({ rows, columns }): Matrix => {
    const stride = padded(columns, multiple.columns)
    const at = end
    end += padded(rows, multiple.rows) * stride
    return { at, rows, columns, stride }
  })
  return { matrices, end }
}
