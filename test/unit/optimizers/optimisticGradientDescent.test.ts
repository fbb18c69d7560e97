import { describe, expect, it } from 'vitest'
import { optimisticGradientDescent } from '../../../src/optimizers/optimisticGradientDescent.ts'
import { updatesOf } from '../transforms/drive.ts'

describe('optimisticGradientDescent', () => {
  it('descends along the gradient and its change', () => {
    expect(updatesOf(optimisticGradientDescent(0.5), [1, 3])).toEqual([-0.5, -2.5])
  })

  it('finds the middle of a game that plain descent circles away from', () => {
    // min over x, max over y of x·y
    const opt = optimisticGradientDescent(0.1)
    let [players, state] = [{ x: 1, y: 1 }, opt.init({ x: 0, y: 0 })]
    for (let step = 0; step < 1000; step++) {
      const [updates, next] = opt.update({ x: players.y, y: -players.x }, state)
      players = { x: players.x + updates.x, y: players.y + updates.y }
      state = next
    }
    expect(Math.hypot(players.x, players.y)).toBeLessThan(0.02)
  })
})
