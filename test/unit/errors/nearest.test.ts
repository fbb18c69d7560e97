import { expect, test } from 'vitest'
import { didYouMean, nearest } from '../../../src/errors/nearest.ts'

const known = ['scaleByAdam', 'scaleByRms', 'sgd', 'adamw', 'clip']

test.each([
  ['scale_by_adam', 'scaleByAdam'],
  ['SCALEBYADAM', 'scaleByAdam'],
  ['scaleByRMSProp', 'scaleByRms'],
  ['adam', 'adamw'],
  ['sdg', 'sgd'],
  ['clipp', 'clip'],
])('%s is near %s', (name, wanted) => {
  expect(nearest(name, known)).toBe(wanted)
})

test('what is near nothing finds nothing', () => {
  expect(nearest('cosineDecaySchedule', known)).toBeUndefined()
  expect(nearest('x', [])).toBeUndefined()
  expect(nearest('wd', ['b1', 'weightDecay'])).toBeUndefined()
})

test('of equally near names the first is taken', () => {
  expect(nearest('ab', ['ax', 'ay'])).toBe('ax')
})

test('the hint for a message suggests, lists, or says that there is nothing', () => {
  expect(didYouMean('adamm', known)).toBe(' Did you mean "adamw"?')
  expect(didYouMean('cosineDecaySchedule', known)).toBe(' Known: scaleByAdam, scaleByRms, sgd, adamw, clip.')
  expect(didYouMean('a', [])).toBe(' There are none.')
})
