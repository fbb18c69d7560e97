import { describe, expect, it } from 'vitest'
import { withEngine } from '../../src/define/withEngine.ts'
import { applyUpdates } from '../../src/pytree/applyUpdates.ts'
import { fromSpec, type Spec } from '../../src/spec/index.ts'
import { treeGet } from '../../src/state/treeGet.ts'
import { buildSchedule } from './buildSchedule.ts'
import { makeInputs, readTree } from './inputs.ts'
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

  it('an infinity under one label of a partition: all of that label is NaN here, the rest goes on as in optax', () => {
    const vector = readUpdates('differences').find(
      ({ title }) => title === 'an infinity under one label of a partition',
    )
    if (vector === undefined) throw new Error('the case has been renamed')
    const { params, gradients } = makeInputs(vector, 'float64')
    // The leaves are bias, layer.w, layer.b and blocks[0], of 1, 6, 3 and 8 elements.
    const clipped = (values: readonly number[]) => values.slice(1, 10)
    const other = (values: readonly number[]) => values.toSpliced(1, 9)
    let broken = 0
    for (const engine of ['reference', 'wasm'] as const) {
      const opt = withEngine(fromSpec(vector.spec), engine)
      let state = opt.init(params)
      for (const [step, theirs] of rowsOf(vector, 'float64').entries()) {
        const [updates, next] = opt.update(gradients[step], state, params)
        state = next
        const ours = readTree('mixed', updates)
        expect(other(ours)).toEqual(other(theirs))
        const given = clipped(readTree('mixed', gradients[step]))
        if (given.every(Number.isFinite)) {
          clipped(ours).forEach((value, i) => expect(value).toBeCloseTo(clipped(theirs)[i], 12))
          continue
        }
        broken++
        expect(clipped(ours)).toEqual(given.map(() => NaN))
        if (!given.includes(NaN)) expect(clipped(theirs)).toContain(0)
      }
    }
    expect(broken).toBeGreaterThan(0)
  })

  it('a plateau without patience, or with a relative tolerance of 1, is refused here', () => {
    const plateaus = readUpdates('differences').filter(({ title }) => title.startsWith('with '))
    expect(plateaus).toHaveLength(2)
    const [eager, blind] = plateaus.map((vector) => {
      expect(() => fromSpec(vector.spec)).toThrow(expect.objectContaining({ code: 'invalid-spec' }))
      const { gradients, losses } = makeInputs(vector, 'float64')
      const scales = rowsOf(vector, 'float64').map((row, step) => row[0] / readTree('mixed', gradients[step])[0])
      return { scales, losses }
    })
    // optax reduces at every improvement there,
    let [best, scale] = [Infinity, 1]
    const halved = eager.losses.map((loss) => {
      if (loss < best * (1 - 1e-4)) [best, scale] = [loss, scale / 2]
      return scale
    })
    expect(eager.scales).toEqual(halved)
    expect(halved.at(-1)).toBeLessThan(0.2)
    // and here takes nothing for one, so that the scale falls every third step.
    expect(blind.scales).toEqual(blind.losses.map((_, step) => 0.5 ** Math.floor((step + 1) / 3)))
  })

  it('an infinite micro-batch stays in the accumulator for ever: here for one step, or with skipNonFinite not at all', () => {
    const vector = readUpdates('differences').find(
      ({ title }) => title === 'an infinite micro-batch stays in the accumulator',
    )
    if (vector === undefined) throw new Error('the case has been renamed')
    const { params, gradients } = makeInputs(vector, 'float64')
    const theirs = rowsOf(vector, 'float64')
    const finite = (row: readonly number[]): readonly boolean[] => row.map(Number.isFinite)
    const poisoned = theirs[0].map((_, i) => theirs.findIndex((row) => !Number.isFinite(row[i])))
    expect(poisoned.filter((step) => step >= 0 && step < 20).length).toBeGreaterThan(2)
    poisoned.forEach((first, i) => {
      // Every second micro-batch completes a step.
      const steps = theirs.filter((_, step) => first >= 0 && step > first && step % 2 === 1)
      for (const row of steps) expect(row[i]).toBeNaN()
    })
    const { every, inner } = (vector.spec as { readonly multiSteps: unknown }).multiSteps as {
      readonly every: number
      readonly inner: Spec
    }
    const [letIn, leftOut] = [false, true].map((skipNonFinite) => {
      const opt = fromSpec({ multiSteps: { inner, every, skipNonFinite } })
      let state = opt.init(params)
      return gradients.map((gradient) => {
        const [updates, next] = opt.update(gradient, state, params)
        state = next
        return readTree('mixed', updates)
      })
    })
    const given = gradients.map((gradient) => finite(readTree('mixed', gradient)))
    letIn.forEach((row, step) => {
      const clean = given[step].map((here, i) => step % 2 === 0 || (here && given[step - 1][i]))
      expect(finite(row)).toEqual(clean)
    })
    expect(leftOut.flat().every(Number.isFinite)).toBe(true)
  })

  it('a slow parameter is NaN as soon as a fast step is not finite: here from the next slow step on', () => {
    const vector = readUpdates('differences').find(
      ({ title }) => title === 'a slow parameter is NaN as soon as a fast step is not finite',
    )
    if (vector === undefined) throw new Error('the case has been renamed')
    const inputs = makeInputs(vector, 'float64')
    const opt = fromSpec(vector.spec)
    let { params } = inputs
    let state = opt.init(params)
    const ours = inputs.gradients.map((gradient) => {
      const [updates, next] = opt.update(gradient, state, params)
      params = applyUpdates(params, updates)
      state = next
      return readTree('mixed', treeGet(state, 'slow'))
    })
    const given = inputs.gradients.map((gradient) => readTree('mixed', gradient))
    const firstBroken = (rows: readonly (readonly number[])[], i: number): number =>
      rows.findIndex((row) => !Number.isFinite(row[i]))
    const broken = given[0].map((_, i) => firstBroken(given, i))
    const theirs = rowsOf(vector, 'float64')
    expect(broken.map((_, i) => firstBroken(theirs, i))).toEqual(broken)
    const nextSlowStep = (step: number): number => (step < 0 ? step : step + 4 - (step % 5))
    expect(broken.map((_, i) => firstBroken(ours, i))).toEqual(broken.map(nextSlowStep))
    expect(broken.filter((step) => step % 5 !== 4 && step >= 0).length).toBeGreaterThan(2)
  })

  it('Adan weighs the differences of gradients by what is new, 0.08: by what is kept here, 0.92, as in the paper', () => {
    const vector = readUpdates('differences').find(({ title }) => title === 'Adan weighs differences by what is new')
    if (vector === undefined) throw new Error('the case has been renamed')
    const { params, gradients } = makeInputs(vector, 'float64')
    const [first, second] = gradients.map((gradient) => readTree('mixed', gradient))
    // The second update, where the decays are 0.98, 0.92 and 0.99.
    const secondUpdate = (weight: number): readonly number[] =>
      second.map((g, i) => {
        const change = g - first[i]
        const ahead = g + weight * change
        const direction = (0.98 * first[i] + g) / 1.98 + (weight * change) / 1.92
        return direction / Math.sqrt((0.99 * first[i] ** 2 + ahead ** 2) / 1.99)
      })
    const opt = fromSpec(vector.spec)
    const [, state] = opt.update(gradients[0], opt.init(params), params)
    const ours = readTree('mixed', opt.update(gradients[1], state, params)[0])
    const theirs = rowsOf(vector, 'float64')[1]
    secondUpdate(0.92).forEach((update, i) => expect(ours[i]).toBeCloseTo(update, 11))
    secondUpdate(0.08).forEach((update, i) => expect(theirs[i]).toBeCloseTo(update, 11))
    expect(ours.every((update, i) => Math.abs(update - theirs[i]) > 1e-6)).toBe(true)
  })

  it('ACProp measures from the mean before a gradient: from the one after it here, as its authors do', () => {
    const vector = readUpdates('differences').find(({ title }) => title === 'ACProp measures from the mean before')
    if (vector === undefined) throw new Error('the case has been renamed')
    const { params, gradients } = makeInputs(vector, 'float64')
    const [first, second] = gradients.map((gradient) => readTree('mixed', gradient))
    const opt = fromSpec(vector.spec)
    const [, state] = opt.update(gradients[0], opt.init(params), params)
    const ours = readTree('mixed', opt.update(gradients[1], state, params)[0])
    const theirs = rowsOf(vector, 'float64')[1]
    // The first mean is 0.1 of the gradient.
    second.forEach((g, i) => expect(ours[i]).toBeCloseTo(g / Math.abs(0.9 * first[i]), 10))
    second.forEach((g, i) => expect(theirs[i]).toBeCloseTo(g / Math.abs(first[i]), 10))
  })

  it('MoMo does not divide its step by the decay: here it does, as in the paper, whose model the step minimizes', () => {
    const vector = readUpdates('differences').find(
      ({ title }) => title === 'MoMo does not divide its step by the decay',
    )
    if (vector === undefined) throw new Error('the case has been renamed')
    const { params, gradients, losses } = makeInputs(vector, 'float64')
    const opt = fromSpec(vector.spec)
    const ours = readTree('mixed', opt.update(gradients[0], opt.init(params), params, { value: losses[0] })[0])
    const theirs = rowsOf(vector, 'float64')[0]
    // The learning rate is 1/2 and the decay 2.
    const [g, θ] = [readTree('mixed', gradients[0]), readTree('mixed', params)]
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0)
    const step = Math.min(0.5, Math.max(2 * (losses[0] - dot(g, θ)) + dot(g, θ), 0) / dot(g, g))
    expect(step).toBeGreaterThan(0)
    g.forEach((slope, i) => expect(ours[i]).toBeCloseTo((θ[i] - step * slope) / 2 - θ[i], 12))
    g.forEach((slope, i) => expect(theirs[i]).toBeCloseTo(θ[i] / 2 - step * slope - θ[i], 12))
  })
})
