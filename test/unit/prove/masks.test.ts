import { describe, expect, it } from 'vitest'
import {
  adam,
  addDecayedWeights,
  chain,
  clipByGlobalNorm,
  freeze,
  masked,
  partition,
  scale,
  sgd,
  trace,
  type AnyGradientTransformation,
} from '../../../src/index.ts'
import { prove } from '../../../src/prove/index.ts'

const params = { w: 1, head: { w: 2, bias: 3 } }

const verdict = (a: AnyGradientTransformation, b: AnyGradientTransformation, given?: unknown): string =>
  prove(a, b, { params: given }).verdict

const weights = ['**.w']
const isWeight = (path: string): boolean => path.endsWith('w')

describe('masks', () => {
  it('are the same where they say the same', () => {
    expect(verdict(masked(adam(0.1), ['**.w']), masked(adam(0.1), ['**.w']))).toBe('proved')
    expect(verdict(masked(scale(2), isWeight), masked(scale(2), isWeight))).toBe('proved')
    expect(verdict(masked(scale(2), { w: true, head: false }), masked(scale(2), { w: true, head: false }))).toBe(
      'proved',
    )
    expect(verdict(masked(clipByGlobalNorm(1), weights), chain(masked(clipByGlobalNorm(1), ['**.w']), scale(1)))).toBe(
      'proved',
    )
  })

  it('that say something else may be the same or not, and the parameters tell', () => {
    const [pattern, predicate] = [masked(adam(0.1), weights), masked(adam(0.1), isWeight)]
    expect(verdict(pattern, predicate)).toBe('unknown')
    expect(prove(pattern, predicate, { params })).toMatchObject({
      verdict: 'proved',
      assumptions: [
        { text: 'fewer than 2147483647 steps are taken' },
        { text: 'the leaves are those of the parameters given' },
      ],
    })
    // This tree has a weight that does not end in w.
    expect(verdict(pattern, masked(adam(0.1), ['w', 'head.bias']), params)).toBe('refuted')
  })

  it('that choose all leaves, or none, are no masks', () => {
    expect(verdict(masked(adam(0.1), ['**']), adam(0.1), params)).toBe('proved')
    expect(verdict(masked(adam(0.1), ['nothing']), scale(1), params)).toBe('proved')
    expect(verdict(masked(adam(0.1), weights), adam(0.1), params)).toBe('refuted')
  })

  it('are taken apart by the leaves in them', () => {
    const twice = masked(chain(trace(0.9), scale(2)), weights)
    const parts = chain(masked(trace(0.9), weights), masked(scale(2), weights))
    expect(prove(twice, parts)).toMatchObject({
      verdict: 'proved',
      normalForm: {
        text: expect.stringMatching(
          /^in mask \["\*\*\.w"\]:\n[^]*update' = 2 \* trace'\nnot in mask \["\*\*\.w"\]:\n[^]*update' = gradient$/,
        ),
      },
    })
    expect(prove(twice, masked(chain(trace(0.9), scale(3)), weights))).toMatchObject({
      verdict: 'refuted',
      text: expect.stringMatching(/^For leaves in mask \["\*\*\.w"\]: They differ at step 1/),
    })
  })

  it('of a partition: every leaf has one of the labels', () => {
    const labels = { '**.w': 'decayed', '**': 'plain' } as const
    const left = partition({ decayed: chain(addDecayedWeights(0.1), sgd(0.1)), plain: sgd(0.1) }, labels)
    expect(verdict(left, chain(masked(addDecayedWeights(0.1), weights), sgd(0.1)), params)).toBe('proved')
    expect(
      verdict(left, partition({ plain: sgd(0.1), decayed: chain(addDecayedWeights(0.1), sgd(0.1)) }, labels), params),
    ).toBe('proved')
    expect(verdict(left, partition({ decayed: sgd(0.1), plain: sgd(0.1) }, labels), params)).toBe('refuted')
    expect(verdict(partition({ a: sgd(0.1), b: sgd(0.1) }, { '**.w': 'a', '**': 'b' }), sgd(0.1))).toBe('proved')
  })

  it('of which nobody knows whether a leaf is in both, part there', () => {
    const both = chain(masked(scale(2), weights), masked(scale(3), ['head.**']))
    expect(verdict(both, chain(masked(scale(3), ['head.**']), masked(scale(2), weights)))).toBe('proved')
    const either = chain(masked(scale(2), weights), masked(scale(2), ['head.**']))
    const once = partition({ twice: scale(2), plain: scale(1) }, { '**.w': 'twice', 'head.**': 'twice', '**': 'plain' })
    expect(prove(either, once)).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('give them, as { params }'),
    })
    // head.w is in both, and doubled twice on the left.
    expect(verdict(either, once, params)).toBe('refuted')
    expect(verdict(either, once, { w: 1, head: { bias: 3 } })).toBe('proved')
  })

  it('over which a norm goes are not taken apart: what a leaf does depends on the others', () => {
    const clipped = masked(clipByGlobalNorm(1), weights)
    expect(verdict(clipped, masked(clipByGlobalNorm(1), isWeight), params)).toBe('proved')
    expect(verdict(clipped, clipByGlobalNorm(1), params)).not.toBe('proved')
    expect(
      verdict(
        clipped,
        masked(clipByGlobalNorm(1), (path) => !isWeight(path)),
        params,
      ),
    ).not.toBe('proved')
  })

  it('and their complements: what is frozen has no update', () => {
    expect(verdict(freeze(weights), masked(scale(0), isWeight), params)).toBe('proved')
    expect(
      verdict(
        freeze(weights),
        masked(scale(0), (path) => !isWeight(path)),
        params,
      ),
    ).toBe('refuted')
  })
})
