import { expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { explain } from '../../../src/inspect/explain.ts'
import { formatExplanation } from '../../../src/inspect/formatExplanation.ts'
import { addDecayedWeights } from '../../../src/transforms/addDecayedWeights.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { masked } from '../../../src/chain/masked.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { identity } from '../../../src/transforms/identity.ts'

it('shows totals, leaves, equations and passes', () => {
  const text = formatExplanation(
    explain(chain(addDecayedWeights(0.1), clipByGlobalNorm(1)), { bias: 1, w: new Float32Array(20) }),
  )
  const lines = text.split('\n')
  // 8 + 80 bytes; two stages read gradient and parameter, the second writes the update: 5 times 88.
  expect(lines[0]).toBe('2 leaves, 21 elements, 88 bytes; 0 bytes of state; 2 stages, 440 bytes a step')
  expect(lines.slice(2, 5)).toEqual([
    'leaf  dtype    shape  state  decayed  links',
    'bias  float64  []     0 B    yes      addDecayedWeights, clipByGlobalNorm',
    'w     float32  [20]   0 B    yes      addDecayedWeights, clipByGlobalNorm',
  ])
  expect(lines.slice(6, 9)).toEqual([
    'addDecayedWeights (state[0])',
    "  count' = count + 1",
    "  update' = update + weightDecay * param",
  ])
  expect(lines.slice(-4)).toEqual([
    '  1. 1 float64 element of 1 leaf: reads gradient, param; writes nothing; takes sumOfSquares_tree(updateOf(addDecayedWeights))',
    '  1. 20 float32 elements of 1 leaf: reads gradient, param; writes nothing; takes sumOfSquares_tree(updateOf(addDecayedWeights))',
    '  2. 1 float64 element of 1 leaf: reads gradient, param; writes update',
    '  2. 20 float32 elements of 1 leaf: reads gradient, param; writes update',
  ])
})

it('shows the formula of all links in one, for the leaves it holds for', () => {
  const opt = chain(masked(addDecayedWeights(0.1), ['w']), scale(2))
  const lines = formatExplanation(explain(opt, { a: 1, b: 1, w: 1 })).split('\n')
  const at = lines.indexOf('all of it, for a, b')
  expect(lines.slice(at, at + 6)).toEqual([
    'all of it, for a, b',
    "  update' = gradient * stepSize",
    '',
    'all of it, for w',
    "  update' = (gradient + weightDecay * param) * stepSize",
    '',
  ])
})

it('shows a single leaf at the root that nothing touches', () => {
  expect(formatExplanation(explain(identity(), 3))).toContain('(the root)  float64  []     0 B    no       nothing\n')
})
