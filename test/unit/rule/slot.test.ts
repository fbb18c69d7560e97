import { expect, test } from 'vitest'
import { exceptFirst } from '../../../src/expr/index.ts'
import { counter, definitionOf, leafFlag, leafScalar, moment, reducedMoment, scalar } from '../../../src/rule/index.ts'
import { flagParts, numberParts } from '../../../src/rule/slotParts.ts'
import { scale } from '../../../src/transforms/scale.ts'

test('slots say their kind and where they start', () => {
  expect([counter(), scalar(2), leafFlag(), moment(), moment(-1), moment('initialValue')]).toEqual([
    { kind: 'counter' },
    { kind: 'scalar', initial: 2 },
    { kind: 'leafFlag', over: 'leaf', parts: flagParts },
    { kind: 'moment', initial: 0 },
    { kind: 'moment', initial: -1 },
    { kind: 'moment', initial: 'initialValue' },
  ])
})

test('slots that are smaller than a leaf say what they are kept over', () => {
  expect([leafScalar(), leafScalar(2)]).toEqual([
    { kind: 'leafScalar', over: 'leaf', initial: 0, parts: numberParts },
    { kind: 'leafScalar', over: 'leaf', initial: 2, parts: numberParts },
  ])
  expect(reducedMoment(exceptFirst, 1)).toMatchObject({ kind: 'reducedMoment', over: exceptFirst, initial: 1 })
})

test('the definition of a transformation is read, and nothing else', () => {
  const opt = scale(2)
  expect(definitionOf(opt, 'chain', 'link 1')).toBe(opt.definition)
  expect(() => definitionOf(scale as never, 'chain', 'link 1')).toThrow(
    'chain: link 1 must be a transformation, got the factory scale; call it, as in scale(…).',
  )
  expect(() => definitionOf(null as never, 'chain', 'link 1')).toThrow('got null.')
})
