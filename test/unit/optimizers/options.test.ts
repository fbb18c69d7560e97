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

/** Those to which a negative learning rate means nothing: a weight under a cube root, the largest step. */
const hasNoNegativeRate = ['madgrad', 'momo', 'momoAdam']

/** What reads the parameters first where it is not weight decay: another link, or the one rule that the optimizer is. */
const firstToRead: Readonly<Record<string, string>> = {
  adafactor: 'scaleByParamBlockRms',
  dadaptAdamw: 'dadaptAdamw',
  fromage: 'scaleByTrustRatio',
  ftrl: 'scaleByFtrl',
  momo: 'momo',
  momoAdam: 'momoAdam',
  novograd: 'scaleByNovograd',
  prodigy: 'prodigy',
}

describe.each(optimizers)('$name', ({ name, make }) => {
  it('refuses a learning rate of NaN, in its own name', () => {
    expectError(() => make.fromOptions({ learningRate: NaN }), 'invalid-option', name, 'learningRate', 'NaN')
  })

  it('refuses to be without a learning rate, unless it needs none', () => {
    if (!make.schema['learningRate'].required) expect(() => make.fromOptions({})).not.toThrow()
    else expectError(() => make.fromOptions({}), 'invalid-option', name, 'learningRate is required')
  })

  it('takes a negative learning rate without complaint, unless its range begins at 0', () => {
    const climb = () => make.fromOptions({ learningRate: -0.1 })
    if (hasNoNegativeRate.includes(name)) expectError(climb, 'invalid-option', name, 'learningRate', '>= 0')
    else expect(climb).not.toThrow()
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
    if (make.needsParams) expectError(update, 'missing-params', firstToRead[name] ?? 'addDecayedWeights')
    else expect(update).not.toThrow()
  })
})
