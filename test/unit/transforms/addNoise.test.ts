import { describe, expect, it } from 'vitest'
import { masked } from '../../../src/chain/masked.ts'
import { compile } from '../../../src/compile/index.ts'
import { addNoise } from '../../../src/transforms/addNoise.ts'
import { drive, stepOnce } from './drive.ts'
import { expectError } from './expectError.ts'

const zeros = new Float64Array(20_000)
const moments = (numbers: Float64Array): readonly number[] =>
  [1, 2, 3, 4].map((power) => numbers.reduce((sum, z) => sum + z ** power, 0) / numbers.length)

describe('addNoise', () => {
  it('adds normal numbers of mean 0 and the variance that it is told', () => {
    const [mean, variance, third, fourth] = moments(stepOnce(addNoise(1, 0), zeros))
    // Their own standard deviations are about 0.007, 0.01, 0.03 and 0.07.
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.04)
    expect(Math.abs(third)).toBeLessThan(0.12)
    expect(Math.abs(fourth - 3)).toBeLessThan(0.3)
  })

  it('adds less and less', () => {
    const { updates } = drive(addNoise(4, 2), zeros, [zeros, zeros, zeros])
    expect(updates.map((each) => Math.round(Math.sqrt(moments(each)[1]) * 10) / 10)).toEqual([2, 1, 0.7])
  })

  it('adds other numbers at each step, to each leaf, and under each key', () => {
    const opt = addNoise(1, 0, { key: 1 })
    const { updates } = drive(
      opt,
      [0, 0],
      [
        [0, 0],
        [0, 0],
      ],
    )
    const others = stepOnce(addNoise(1, 0, { key: 2 }), [0, 0])
    expect(new Set([...updates.flat(), ...others]).size).toBe(6)
  })

  it('adds the same ones to a step that is taken again, in whatever order', () => {
    const opt = addNoise(1, 0, { key: 1 })
    const at = (count: number): number => opt.update(0, { count })[0]
    const forward = [0, 1, 2, 3].map(at)
    expect([3, 1, 2, 0].map(at)).toEqual([3, 1, 2, 0].map((count) => forward[count]))
    const run = compile(opt, { w: Float64Array.of(0) })
    run.step()
    run.step()
    expect(run.params.w[0]).toBe(forward[0] + forward[1])
  })

  it('draws for the leaves of a mask as for a tree of these alone, leaves without elements counted', () => {
    const opt = addNoise(1, 0, { key: 1 })
    const { c } = stepOnce(masked(opt, ['b', 'c']), { a: 0, b: new Float64Array(0), c: 0 })
    expect(c).toBe(stepOnce(opt, { b: 0, c: 0 }).c)
  })

  it('refuses a negative variance, and keys that are no 32-bit numbers', () => {
    expectError(() => addNoise(-1, 0), 'invalid-option', 'eta')
    expectError(() => addNoise(1, 0, { key: 0.5 }), 'invalid-option', 'key')
    expectError(() => addNoise(1, 0, { key: 2 ** 32 }), 'invalid-option', 'key')
  })
})
