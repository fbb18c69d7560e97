import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src/catalogue/catalogue.ts'
import { fromDefinition } from '../../../src/define/fromDefinition.ts'
import type { StateType } from '../../../src/rule/index.ts'
import { drive } from '../transforms/drive.ts'
import { expectError } from '../transforms/expectError.ts'

/** The optimizers that are told a learning rate. */
const optimizers = catalogue
  .filter(({ kind, make }) => kind === 'optimizer' && 'learningRate' in make.schema)
  .map(({ make }) => ({ name: make.factoryName, make }))

describe.each(optimizers)('$name', ({ name, make }) => {
  it('refuses a learning rate of NaN, in its own name', () => {
    expectError(() => make.fromOptions({ learningRate: NaN }), 'invalid-option', name, 'learningRate', 'NaN')
  })

  it('refuses to be without a learning rate, unless it needs none', () => {
    if (!make.schema['learningRate'].required) expect(() => make.fromOptions({})).not.toThrow()
    else expectError(() => make.fromOptions({}), 'invalid-option', name, 'learningRate is required')
  })

  it('takes a negative learning rate without complaint', () => {
    expect(() => make.fromOptions({ learningRate: -0.1 })).not.toThrow()
  })

  it('suggests the option that was meant', () => {
    expectError(
      () => make.fromOptions({ learning_rate: 0.1 }),
      'unknown-option',
      name,
      '"learning_rate"',
      'Did you mean "learningRate"?',
    )
  })

  it('takes an empty tree, and arrays without elements', () => {
    const opt = make.fromOptions({ learningRate: 0.1 })
    expect(drive(opt, {}, [{}]).updates).toEqual([{}])
    const empty = { w: new Float32Array(0) }
    expect(drive(opt, empty, [empty]).updates).toEqual([empty])
  })

  it('asks for the parameters when it reads them, and only then', () => {
    const opt = fromDefinition<StateType, never>(make.fromOptions({ learningRate: 0.1 }).definition)
    const update = () => opt.update({ w: 1 }, opt.init({ w: 1 }))
    // The first link that reads them is named.
    if (make.needsParams) expectError(update, 'missing-params', name === 'ftrl' ? 'scaleByFtrl' : 'addDecayedWeights')
    else expect(update).not.toThrow()
  })
})
