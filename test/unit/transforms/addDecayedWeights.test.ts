import { describe, expect, it } from 'vitest'
import { fromDefinition } from '../../../src/define/fromDefinition.ts'
import type { StateType } from '../../../src/rule/index.ts'
import { adadelta } from '../../../src/optimizers/adadelta.ts'
import { adamw } from '../../../src/optimizers/adamw.ts'
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

  it('leaves the update of an infinite parameter alone where the share is 0, and a recipe made of it does too', () => {
    expect(updatesOf(addDecayedWeights(), [1], -Infinity)).toEqual([1])
    expect(updatesOf(addDecayedWeights(0.5), [1], -Infinity)).toEqual([-Infinity])
    expect(
      updatesOf(
        addDecayedWeights(() => 0),
        [1],
        -Infinity,
      ),
    ).toEqual([NaN])
    expect(updatesOf(adadelta(0.5), [0], -Infinity)).toEqual([-0])
    expect(updatesOf(adamw(0.5, { weightDecay: 0 }), [0], -Infinity)).toEqual([-0])
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
