import { describe, expect, it } from 'vitest'
import { fromDefinition } from '../../../src/define/fromDefinition.ts'
import type { StateType } from '../../../src/rule/index.ts'
import { addDecayedWeights } from '../../../src/transforms/addDecayedWeights.ts'
import { updatesOf } from './drive.ts'
import { expectError } from './expectError.ts'

describe('addDecayedWeights', () => {
  it('adds a share of the parameter', () => {
    expect(updatesOf(addDecayedWeights(0.5), [1, -3], 4)).toEqual([3, -1])
  })

  it('adds nothing by default', () => {
    expect(updatesOf(addDecayedWeights(), [1], 4)).toEqual([1])
  })

  it('follows a schedule', () => {
    expect(
      updatesOf(
        addDecayedWeights((count) => count),
        [1, 1, 1],
        4,
      ),
    ).toEqual([1, 5, 9])
  })

  it('asks for the parameters, by name', () => {
    const opt = fromDefinition<StateType, never>(addDecayedWeights(0.5).definition)
    expectError(() => opt.update(1, opt.init(1)), 'missing-params', 'addDecayedWeights')
  })

  it('refuses a share of NaN', () => {
    expectError(() => addDecayedWeights(NaN), 'invalid-option', 'weightDecay', 'NaN')
  })
})
