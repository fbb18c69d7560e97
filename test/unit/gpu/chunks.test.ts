import { describe, expect, it } from 'vitest'
import { layOut } from '../../../src/compile/layout.ts'
import { exceptFirst } from '../../../src/expr/index.ts'
import { chunkLeaves, chunkSlices, combineNext, numberSlices } from '../../../src/gpu/chunks.ts'
import { layFlat } from '../../../src/gpu/flat.ts'
import { flatten, tensor } from '../../../src/pytree/index.ts'

const layoutOf = (params: unknown, axes: Parameters<typeof layOut>[1]['axes'] = []) =>
  layOut(flatten(params).def, { axes, sets: [], byRank: true, capacity: { float32: Infinity, float64: Infinity } })

/** The elements that the chunks of each segment visit, as block · 1024 + column. */
const visited = ({ table, counts }: { readonly table: Float32Array; readonly counts: readonly number[] }) => {
  let next = 0
  return counts.map((count) =>
    Array.from({ length: count }, () => {
      const [block, column, blocks, columns, length] = table.subarray(next, (next += 5))
      return Array.from({ length }, (_, i) => (block + i * blocks) * 1024 + column + i * columns)
    })
      .flat()
      .toSorted((a, b) => a - b),
  )
}

const upTo = (size: number, first = 0): readonly number[] => Array.from({ length: size }, (_, i) => first + i)

const all = () => true

describe('the chunks of a reduction', () => {
  it('visit every element of a leaf once, and nothing of its padding', () => {
    const layout = layoutOf({ a: new Float32Array(5000), b: new Float32Array(3) })
    const flat = layFlat(layout)
    expect(flat.first).toEqual([0, 5])
    expect(visited(chunkLeaves(flat, layout.leaves, 'leaf', all))).toEqual([upTo(5000), upTo(3, 5 * 1024)])
    expect(visited(chunkLeaves(flat, layout.leaves, 'tree', all))).toEqual([[...upTo(5000), ...upTo(3, 5 * 1024)]])
  })

  it('leave out what does not take part', () => {
    const layout = layoutOf({ a: new Float32Array(2), b: new Float32Array(3) })
    expect(visited(chunkLeaves(layFlat(layout), layout.leaves, 'leaf', (leaf) => leaf === 1))).toEqual([
      [],
      upTo(3, 1024),
    ])
  })

  it('follow the rows of a matrix, or its columns, or two axes with a third between them', () => {
    const matrix = (shape: readonly number[]) => ({ w: tensor(new Float32Array(shape.reduce((a, b) => a * b)), shape) })
    const slices = (shape: readonly number[], reduced: readonly number[]) => {
      const axes = { name: 'chosen', of: () => reduced }
      const layout = layoutOf(matrix(shape), [axes])
      return visited(chunkSlices(layFlat(layout), layout.leaves, 0, all))
    }
    expect(slices([2, 3], [1])).toEqual([upTo(3), upTo(3, 3)])
    expect(slices([2, 3], [0])).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ])
    expect(slices([2, 2, 2], [0, 2])).toEqual([
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ])
    expect(slices([2, 3], [])).toEqual(upTo(6).map((i) => [i]))
    expect(slices([2, 3], [0, 1])).toEqual([upTo(6)])
  })

  it('go on in the next block', () => {
    const axes = { name: 'first', of: () => [0] }
    const layout = layoutOf({ w: tensor(new Float32Array(3000), [3, 1000]) }, [axes])
    const [first] = visited(chunkSlices(layFlat(layout), layout.leaves, 0, all))
    expect(first).toEqual([0, 1000, 2000])
  })
})

describe('the number of each element’s slice', () => {
  it('counts through the leaves', () => {
    const layout = layoutOf({ a: tensor(new Float32Array(4), [2, 2]), b: tensor(new Float32Array(2), [2, 1]) }, [
      exceptFirst,
    ])
    const numbers = numberSlices(layFlat(layout), layout.leaves, 0)
    expect([...numbers.subarray(0, 4), ...numbers.subarray(1024, 1026)]).toEqual([0, 0, 1, 1, 2, 3])
  })
})

describe('combining partial results', () => {
  it('goes 128 at a time until every segment has one', () => {
    const first = combineNext([1, 300])
    expect(first).toEqual({ table: Float32Array.of(0, 1, 1, 128, 129, 128, 257, 44), counts: [1, 3] })
    expect(combineNext(first?.counts ?? [])).toEqual({ table: Float32Array.of(0, 1, 1, 3), counts: [1, 1] })
    expect(combineNext([1, 1])).toBeUndefined()
  })

  it('gives a segment of nothing a result', () => {
    expect(combineNext([0, 2])).toEqual({ table: Float32Array.of(0, 0, 0, 2), counts: [1, 1] })
  })
})
