/** Products of matrices in WebAssembly. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Dtype } from '../pytree/index.ts'
import { assemble } from '../wasm/assembler.ts'
import { layMatrices, type Matrix, type Products } from './matrix.ts'
import { columnsAtOnce, productKernel, ROWS } from './productKernel.ts'

const PAGE = 65536

/** Products in WebAssembly: the bits of plain ones, in a tenth of the time. Its memory grows with the largest matrices and stays. */
const createProducts = (dtype: Dtype): Products => {
  const single = dtype === 'float32'
  const width = single ? 4 : 8
  const memory = new WebAssembly.Memory({ initial: 1 })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assemble(productKernel(dtype))), {
    env: { memory },
  })
  const { run } = exports
  if (typeof run !== 'function') throw new OptfuseError('engine-unavailable', 'the generated kernel has no entry.')
  const atOnce = columnsAtOnce(dtype)
  const view = (): Float32Array | Float64Array =>
    single ? new Float32Array(memory.buffer) : new Float64Array(memory.buffer)
  let elements = view()

  /** Some columns of a product, from the row `from` on: times b, of which elements below and beside one another are so far apart. */
  const multiplyPanel = (
    out: Matrix,
    a: Matrix,
    b: Matrix,
    below: number,
    beside: number,
    first: number,
    from: number,
  ): void => {
    for (let k = 0, to = 0; k < a.columns; k++) {
      let source = b.at + k * below + first * beside
      for (let j = 0; j < atOnce; j++, source += beside) elements[to++] = elements[source]
    }
    const [left, right] = [a.at + from * a.stride, out.at + from * out.stride + first]
    const blocks = Math.ceil((out.rows - from) / ROWS)
    run(left * width, 0, right * width, a.stride * width, out.stride * width, blocks, a.columns)
  }

  return {
    reserve: (sizes) => {
      // Before the matrices there is a panel: some columns, as long as any row or column.
      const longest = Math.max(...sizes.flatMap(({ rows, columns }) => [rows, columns]))
      const { matrices, end } = layMatrices(sizes, { rows: Math.max(ROWS, atOnce), columns: atOnce }, longest * atOnce)
      const missing = Math.ceil((end * width) / PAGE) - memory.buffer.byteLength / PAGE
      try {
        if (missing > 0) memory.grow(missing)
      } catch (error) {
        throw new OptfuseError(
          'too-large',
          `could not reserve ${((end * width) / 2 ** 20).toFixed(0)} MiB of WebAssembly memory for products of matrices (${String(error)}); leave the largest out by a mask.`,
        )
      }
      elements = view()
      return { elements, matrices }
    },
    multiply: (out, a, b) => {
      for (let first = 0; first < out.columns; first += atOnce) multiplyPanel(out, a, b, b.stride, 1, first, 0)
    },
    multiplyByTranspose: (out, a) => {
      for (let first = 0; first < out.columns; first += atOnce) multiplyPanel(out, a, a, 1, a.stride, first, first)
      for (let i = 0; i < out.rows; i++) {
        for (let j = 0; j < i; j++) elements[out.at + j * out.stride + i] = elements[out.at + i * out.stride + j]
      }
    },
  }
}

const made = new Map<Dtype, Products>()

/** The products of a dtype in WebAssembly, compiled when they are first asked for. */
export const fastProducts = (dtype: Dtype): Products => {
  const known = made.get(dtype) ?? createProducts(dtype)
  made.set(dtype, known)
  return known
}
