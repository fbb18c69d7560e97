import { expect, test } from 'vitest'
import { readFlags } from '../../../src/rule/flags.ts'
import { counter, definitionOf, leafFlag, moment, scalar } from '../../../src/rule/index.ts'
import { scale } from '../../../src/transforms/scale.ts'

test('slots say their kind and where they start', () => {
  expect([counter(), scalar(2), leafFlag(), moment(), moment(-1), moment('initialValue')]).toEqual([
    { kind: 'counter' },
    { kind: 'scalar', initial: 2 },
    { kind: 'leafFlag', readFlags },
    { kind: 'moment', initial: 0 },
    { kind: 'moment', initial: -1 },
    { kind: 'moment', initial: 'initialValue' },
  ])
})

test('the definition of a transformation is read, and nothing else', () => {
  const opt = scale(2)
  expect(definitionOf(opt, 'chain', 'link 1')).toBe(opt.definition)
  expect(() => definitionOf(scale as never, 'chain', 'link 1')).toThrow(
    'chain: link 1 must be a transformation, got the factory scale; call it, as in scale(…).',
  )
  expect(() => definitionOf(null as never, 'chain', 'link 1')).toThrow('got null.')
})
