import { describe, expect, it } from 'vitest'
import { firstDifference } from './compare.ts'
import { makeInputs, readTree, shapeLeaves } from './inputs.ts'
import { namesIn, readCases, readSchedules, readUpdates, rowsOf, updateNames } from './vectors.ts'

describe('the conformance vectors', () => {
  it('hold every case of every spec file, word for word', () => {
    expect(namesIn('vectors')).toEqual(namesIn('specs'))
    for (const name of namesIn('specs')) {
      const vectors: readonly object[] = name === 'schedules' ? readSchedules() : readUpdates(name)
      const cases = vectors.map((vector) => {
        const { updates: _updates, values: _values, ...rest } = { updates: 0, values: 0, ...vector }
        return rest
      })
      expect(cases).toEqual(readCases(name))
    }
  })

  it('hold at least three cases and twenty steps of every name', () => {
    for (const name of updateNames()) {
      const vectors = readUpdates(name)
      expect(vectors.length, name).toBeGreaterThanOrEqual(3)
      for (const { updates, title } of vectors) {
        for (const rows of Object.values(updates)) expect(rows.length, `${name}: ${title}`).toBeGreaterThanOrEqual(20)
      }
    }
  })

  it('have titles of their own within a file', () => {
    for (const name of namesIn('specs')) {
      const titles = (name === 'schedules' ? readSchedules() : readUpdates(name)).map(({ title }) => title)
      expect(new Set(titles).size, name).toBe(titles.length)
    }
  })

  it('are taken at the inputs that are made here too: what passes gradients on passes these on', () => {
    for (const vector of readUpdates('identity')) {
      for (const dtype of ['float32', 'float64'] as const) {
        const { gradients } = makeInputs(vector, dtype)
        const made = gradients.map((gradient) => readTree(vector.tree ?? 'mixed', gradient))
        expect(made).toEqual(rowsOf(vector, dtype))
      }
    }
  })
})

describe('firstDifference', () => {
  const leaves = shapeLeaves('matrices')
  const expected = [...Array.from({ length: 12 }, (_, i) => i), 1, -1, 1, NaN]

  it('finds nothing between equal numbers, NaN included', () => {
    expect(firstDifference(leaves, expected, [...expected], 0)).toBeUndefined()
  })

  it('names the leaf and the element that differs by more than the tolerance', () => {
    const within = expected.with(3, 3 + 11e-13)
    const beyond = expected.with(3, 3 + 12e-12)
    expect(firstDifference(leaves, expected, within, 1e-12)).toBeUndefined()
    expect(firstDifference(leaves, expected, beyond, 1e-12)).toMatch(
      /^encoder\.w\[3\]: 3\.000000000012\d* in place of 3$/,
    )
  })

  it('compares with the size of other numbers where they are given', () => {
    const moved = expected.with(3, 3 + 1e-9)
    expect(firstDifference(leaves, expected, moved, 1e-12)).toBeDefined()
    expect(firstDifference(leaves, expected, moved, 1e-12, expected.with(3, 1e4))).toBeUndefined()
  })

  it('takes a number where none was expected, and none where one was, for a difference', () => {
    expect(firstDifference(leaves, expected, expected.with(15, 0), 1)).toBe('decoder.w[3]: 0 in place of NaN')
    expect(firstDifference(leaves, expected, expected.with(0, NaN), 1)).toBe('encoder.w[0]: NaN in place of 0')
    expect(firstDifference(leaves, expected, expected.slice(1), 1)).toBe('15 elements in place of 16')
  })
})
