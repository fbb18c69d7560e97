import { expect, test } from 'vitest'
import { adam } from '../../../src/optimizers/adam.ts'
import { resetCounts } from '../../../src/state/resetCounts.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { errorOf } from './errorOf.ts'

test('every count is 0 again, and the moments are kept', () => {
  const opt = adam(0.1, { b1: 0.5, b2: 0.75 })
  const [, state] = opt.update({ w: 4 }, opt.init({ w: 0 }))
  const reset = resetCounts(opt, state)
  // mu = 0.5 * 4, nu = 0.25 * 16
  expect(reset).toEqual([{ count: 0, mu: { w: 2 }, nu: { w: 4 } }, { count: 0 }])
  expect(reset[0].mu).toBe(state[0].mu)
  expect(state[0].count).toBe(1)
})

test('a schedule starts over', () => {
  const opt = adam((count) => (count === 0 ? 1 : 0))
  const [, state] = opt.update({ w: 4 }, opt.init({ w: 0 }))
  expect(opt.update({ w: 4 }, state)[0].w).toBeCloseTo(0)
  expect(opt.update({ w: 4 }, resetCounts(opt, state))[0].w).not.toBeCloseTo(0)
})

test('the state of another transformation is refused', () => {
  expect(errorOf(() => resetCounts(adam(0.1), trace(0.9).init({ w: 1 })))).toMatchObject({ code: 'invalid-state' })
})
