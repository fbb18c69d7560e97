import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src/catalogue/catalogue.ts'
import * as library from '../../../src/index.ts'
import { hyper } from '../../../src/expr/index.ts'
import { toSpec } from '../../../src/spec/index.ts'
import { transformationOf } from '../../../src/syntax/transformationOf.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

const specOf = (text: string) => toSpec(transformationOf(text))

/** What JSON can hold: no schedule and no transformation. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? !('definition' in value) && Object.values(value).every(isPlain)
    : typeof value !== 'function'

describe('transformationOf', () => {
  it('reads calls as a program would', () => {
    expect(
      specOf('chain(momentum(0.9), scaleByRms({ decay: 0.999, of: "gradient" }), biasCorrection(0.9, 0.999),)'),
    ).toEqual(
      toSpec(
        library.chain(
          library.momentum(0.9),
          library.scaleByRms({ decay: 0.999, of: 'gradient' }),
          library.biasCorrection(0.9, 0.999),
        ),
      ),
    )
  })

  it.each([
    ['trace(0.9, { nesterov: true })', library.trace(0.9, { nesterov: true })],
    ['adamw(-1e-2, { weightDecay: 0.1 })', library.adamw(-1e-2, { weightDecay: 0.1 })],
    ['applyEvery(3)', library.applyEvery(3)],
    ['adaptiveGradClip(0.5, { axis: null })', library.adaptiveGradClip(0.5, { axis: null })],
    [
      'adam(linearSchedule({ initValue: 1, endValue: 0, transitionSteps: 5 }))',
      library.adam(library.linearSchedule({ initValue: 1, endValue: 0, transitionSteps: 5 })),
    ],
    [
      'namedChain({ clip: clip(1), sgd: sgd(0.1) })',
      library.namedChain({ clip: library.clip(1), sgd: library.sgd(0.1) }),
    ],
    ['applyIfFinite(sgd(0.1), 3)', library.applyIfFinite(library.sgd(0.1), 3)],
    ['scaleByAdam', library.scaleByAdam()],
    ['masked(sgd(0.1), { w: true })', library.masked(library.sgd(0.1), { w: true })],
    ['addDecayedWeights(0.1, { mask: ["**.w"] })', library.addDecayedWeights(0.1, { mask: ['**.w'] })],
  ])('%s', (text, expected) => {
    expect(specOf(text)).toEqual(toSpec(expected as library.GradientTransformation))
  })

  it('takes the positional options of every factory in the order of its schema', () => {
    // Theirs is not required, so it cannot be told from the schema; one of them is tried above.
    const optionalPositional = ['addDecayedWeights', 'applyEvery', 'scheduleFreeAdamw', 'scheduleFreeSgd']
    for (const { make, examples } of catalogue.filter((row) => !optionalPositional.includes(row.make.factoryName))) {
      const required = Object.keys(make.schema).filter((name) => make.schema[name].required)
      for (const options of examples.filter((each) => Object.values(each).every(isPlain))) {
        const positional = required.map((name) => options[name])
        const rest = Object.fromEntries(Object.entries(options).filter(([name]) => !required.includes(name)))
        const given = Object.keys(rest).length === 0 ? [] : [rest]
        const factory = make as unknown as (...args: readonly unknown[]) => library.GradientTransformation
        const args = [...positional, ...given].map((value) => JSON.stringify(value))
        expect(specOf(`${make.factoryName}(${args.join(', ')})`)).toEqual(toSpec(factory(...positional, ...given)))
      }
    }
  })

  it('computes with names, and follows a schedule written as a formula', () => {
    const lr = { lr: hyper('lr', 0.5) }
    expectNumbers(updatesOf(transformationOf('scale(1 - lr/2)', lr), [4]), [3])
    expectNumbers(updatesOf(transformationOf('sgd((count) => lr/(count + 1))', lr), [4, 4]), [-2, -1])
  })

  it.each([
    ['adm(0.1)', 'there is no "adm". Did you mean "adam"?'],
    ['scale_by_adam()', 'Did you mean "scaleByAdam"?'],
    [
      'momentum(1.5)',
      'momentum: option decay must be a number in [0, 1) or a schedule, got 1.5.\n  momentum(1.5)\n  ^',
    ],
    ['adam(0.1, { b3: 1 })', 'there is no option "b3"'],
    ['adam()', 'option learningRate is required'],
    ['biasCorrection(1, 2, 3)', 'biasCorrection takes at most 2 options, got 3.'],
    ['adam(0.1, { learningRate: 2 })', 'option learningRate is given twice.'],
    ['chain(0.1)', 'chain takes transformations here.'],
    ['0.1', 'expected a transformation'],
    ['process.exit(1)', 'there is no "process.exit"'],
    ['constructor(1)', 'there is no "constructor"'],
    ['scale(lr)', '"lr"'],
  ])('%s is refused', (text, message) => {
    expect(() => transformationOf(text)).toThrow(message)
  })
})
