import { describe, expect, it } from 'vitest'
import { makeTurns } from '../../../src/gpu/inTurn.ts'

describe('turns', () => {
  it('begin at once when nothing is under way, and otherwise one after another', async () => {
    const { inTurn, isIdle } = makeTurns()
    const seen: string[] = []
    const task = (name: string) => async () => {
      seen.push(`${name} begins`)
      await Promise.resolve()
      seen.push(`${name} ends`)
      return name
    }
    expect(isIdle()).toBe(true)
    const both = [inTurn(task('a')), inTurn(task('b'))]
    expect(seen).toEqual(['a begins'])
    expect(isIdle()).toBe(false)
    expect(await Promise.all(both)).toEqual(['a', 'b'])
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(isIdle()).toBe(true)
  })

  it('go on after one that failed', async () => {
    const { inTurn } = makeTurns()
    const failing = inTurn(() => Promise.reject(new Error('no')))
    const next = inTurn(async () => 1)
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe(1)
  })
})
