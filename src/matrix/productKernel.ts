/** The kernel of matrix products, as WebAssembly. @module */
import type { Code, ModuleSource, ValueTypeName } from '../wasm/assembler.ts'
import {
  againWhen,
  get,
  i32Add,
  i32Const,
  i32GeS,
  loadSplat,
  loop,
  set,
  v128Load,
  v128Store,
  vectorAdd,
  vectorConst,
  vectorMul,
  when,
} from '../wasm/instructions.ts'
import type { Dtype } from '../pytree/index.ts'

/** How many rows and vectors of columns are summed at the same time: as many sums as stay in registers. */
export const ROWS = 4
const VECTORS = 2

/** How many columns these are. */
export const columnsAtOnce = (dtype: Dtype): number => VECTORS * (dtype === 'float32' ? 4 : 2)

/** How many products of each sum are added up before the loop asks whether there are more. */
const UNROLL = 4

const each = <A>(items: readonly A[], code: (item: A, index: number) => Code): Code => items.map(code).join('')

/**
 * The module of a product with a panel: so many columns of the right matrix, row by row without gaps. Its function takes the address of
 * the left matrix, that of the panel and that of the result, the bytes from row to row of the left matrix and of the result, how
 * many blocks of `ROWS` rows there are, and how many products make an element. Each element is summed in order.
 */
export const productKernel = (dtype: Dtype): ModuleSource => {
  const width = dtype === 'float32' ? 4 : 8
  const [left, panel, out, leftStride, outStride, blocks, count] = [0, 1, 2, 3, 4, 5, 6]
  const parameters = 7
  const locals: ValueTypeName[] = []
  const local = (type: ValueTypeName): number => parameters + locals.push(type) - 1
  const rows = Array.from({ length: ROWS }, () => local('i32'))
  const [at, remaining] = [local('i32'), local('i32')]
  const right = Array.from({ length: VECTORS }, () => local('v128'))
  const one = local('v128')
  const sums = rows.map(() => Array.from({ length: VECTORS }, () => local('v128')))

  const zero = vectorConst(new Float64Array(2))
  const add = (pointer: number, addend: Code): Code => get(pointer) + addend + i32Add + set(pointer)
  const stepped = (pointer: number, by: number): Code => add(pointer, i32Const(by))
  /** The address so many rows below. */
  const below = (pointer: number, row: number, stride: number): Code =>
    get(pointer) + (get(stride) + i32Add).repeat(row)

  /** The k-th products after the pointers, one for each sum. */
  const multiplyAt = (k: number): Code =>
    each(right, (vector, i) => get(at) + v128Load((k * VECTORS + i) * 16) + set(vector)) +
    each(rows, (row, r) => {
      const sum = (vector: number, i: number): Code =>
        get(sums[r][i]) + get(one) + get(vector) + vectorMul[dtype] + vectorAdd[dtype] + set(sums[r][i])
      return get(row) + loadSplat[dtype](k * width) + set(one) + each(right, sum)
    })
  const advance = (by: number): Code =>
    each(rows, (row) => stepped(row, by * width)) + stepped(at, by * VECTORS * 16) + stepped(remaining, -by)
  const enough = (atLeast: number): Code => get(remaining) + i32Const(atLeast) + i32GeS
  const inSteps = (by: number): Code => {
    const products = Array.from({ length: by }, (_, k) => multiplyAt(k)).join('')
    return when(enough(by), loop(products + advance(by) + enough(by) + againWhen()))
  }

  const block =
    each(rows, (row, r) => below(left, r, leftStride) + set(row)) +
    get(panel) +
    set(at) +
    get(count) +
    set(remaining) +
    each(sums.flat(), (sum) => zero + set(sum)) +
    inSteps(UNROLL) +
    inSteps(1) +
    each(sums, (vectors, r) => each(vectors, (sum, i) => below(out, r, outStride) + get(sum) + v128Store(i * 16))) +
    below(left, ROWS, leftStride) +
    set(left) +
    below(out, ROWS, outStride) +
    set(out) +
    stepped(blocks, -1)
  return { imports: [], parameters, locals, body: when(get(blocks), loop(block + get(blocks) + againWhen())) }
}
