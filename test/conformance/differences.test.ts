import { describe, expect, it } from 'vitest'
import { buildSchedule } from './buildSchedule.ts'
import { readScheduleDifferences, readUpdates, rowsOf } from './vectors.ts'

describe('where optax surprises, its number is on record, and', () => {
  const differences = readScheduleDifferences()

  it.each(differences.filter(({ ours }) => ours === 'refused'))('$title: refused here', ({ schedule }) => {
    expect(() => buildSchedule(schedule)).toThrow(
      expect.objectContaining({ name: 'OptfuseError', code: 'invalid-option' }),
    )
  })

  it.each(differences.filter(({ ours }) => ours !== 'refused'))(
    '$title: another number here',
    ({ schedule, ours, values }) => {
      expect(values.map((_, count) => buildSchedule(schedule)(count))).toEqual(ours)
      expect(values).not.toEqual(ours)
    },
  )

  it('Rprop moves one step late: at once here, as in the paper and in torch', () => {
    const late = readUpdates('differences').find(({ title }) => title === 'Rprop moves one step late')
    const prompt = readUpdates('rprop').find(({ title }) => title === 'a small first step')
    if (late === undefined || prompt === undefined) throw new Error('the cases have been renamed')
    expect(late.seed).toBe(prompt.seed)
    const rows = rowsOf(prompt, 'float64')
    for (const [step, row] of rowsOf(late, 'float64').entries()) {
      // What is handed out late is the move of the step before, or nothing where the gradient has turned since.
      const expected = row.map((x, i) => (step === 0 || x === 0 ? 0 : rows[step - 1][i]))
      expect(row.map((x) => x + 0)).toEqual(expected)
    }
    expect(rows[0].every((x) => x !== 0)).toBe(true)
  })
})
