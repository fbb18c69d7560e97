import { apply, flow, pipe } from 'fp-ts/lib/function.js'
import * as R from 'fp-ts/lib/Reader.js'
import { describe, expect, it } from 'vitest'
import {
  cosineDecaySchedule,
  type Hyperparameter,
  linearSchedule,
  type Schedule,
} from '../../../src/schedules/index.ts'

const cosine = cosineDecaySchedule({ initValue: 1, decaySteps: 4 })
const line = linearSchedule({ initValue: 0, endValue: 1, transitionSteps: 4 })

describe('a schedule', () => {
  it('is a Reader of the count, so that map, ap and local compose it into schedules', () => {
    const reader: R.Reader<number, number> = cosine
    const doubled: Schedule = R.map((x: number) => x * 2)(reader)
    const product: Schedule = pipe(
      cosine,
      R.map((a: number) => (b: number) => a * b),
      R.ap(line),
    )
    const delayed: Schedule = R.local((count: number) => Math.max(0, count - 10))(line)
    expect([0, 2, 4].map(doubled)).toEqual([2, 1, 0])
    expect([0, 2, 4].map(product)).toEqual([0, 0.25, 0])
    expect([9, 12].map(delayed)).toEqual([0, 0.5])
  })

  it('composes lawfully: map of a composition is the composition of maps, map of the identity changes nothing', () => {
    const f = (x: number): number => x * 3
    const g = (x: number): number => x + 1
    for (const count of [0, 1, 2, 3, 4, 5]) {
      expect(R.map(flow(f, g))(cosine)(count)).toBe(pipe(cosine, R.map(f), R.map(g), apply(count)))
      expect(R.map((x: number) => x)(cosine)(count)).toBe(cosine(count))
    }
  })

  it('is any function of the count, wherever a hyperparameter is wanted', () => {
    const plain: Hyperparameter = (count) => 1 / (count + 1)
    const composed: Hyperparameter = R.map(Math.sqrt)(line)
    const fixed: Hyperparameter = 0.1
    expect([plain(1), composed(4), fixed]).toEqual([0.5, 1, 0.1])
  })

  it('carries a spec only when a factory built it', () => {
    const composed: Schedule = R.map((x: number) => x * 2)(cosine)
    expect(cosine.spec).toEqual({
      name: 'cosineDecaySchedule',
      options: { initValue: 1, decaySteps: 4, alpha: 0, exponent: 1 },
    })
    expect(composed.spec).toBeUndefined()
  })
})
