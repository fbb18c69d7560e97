import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOptfuseError } from '../../src/errors/OptfuseError.ts'
import { prove, type Proof } from '../../src/prove/index.ts'
import type { AnyGradientTransformation } from '../../src/rule/index.ts'
import { fromSpec } from '../../src/spec/index.ts'
import {
  anyLinks,
  anyMaskedLinks,
  behindMasks,
  behindOtherMasks,
  isRefutable,
  different,
  maskedParams,
  otherwise,
} from './proving/chains.ts'
import { anyFormulas, perturbed, rewritten, ruleOf } from './proving/formulas.ts'
import { wrongWith } from './proving/judge.ts'
import { random, type Random } from './proving/random.ts'
import { seeded, settings } from './settings.ts'

/** A proof; `undefined` for a pair that the prover says is too large for it, or a shape that a rule refuses. */
const attempt = (
  left: AnyGradientTransformation,
  right: AnyGradientTransformation,
  params: unknown,
): Proof | undefined => {
  try {
    return prove(left, right, { params })
  } catch (error) {
    if (isOptfuseError(error) && error.code === 'too-large') return undefined
    throw error
  }
}

/** What of the answers may not be; counts them. */
const judge = (
  verdicts: Map<string, number>,
  left: AnyGradientTransformation,
  right: AnyGradientTransformation,
  areEqual: boolean,
  draw: Random,
  params?: unknown,
): string | undefined => {
  const proof = attempt(left, right, params)
  const verdict = proof?.verdict ?? 'too-large'
  verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
  if (proof === undefined) return undefined
  if (areEqual && proof.verdict === 'refuted') return `equal by construction, and refuted: ${proof.text}`
  return wrongWith(proof, left, right, draw)
}

const share = (verdicts: ReadonlyMap<string, number>, verdict: string): number =>
  (verdicts.get(verdict) ?? 0) / [...verdicts.values()].reduce((a, b) => a + b, 0)

describe(seeded('what is proved is true, and what is equal is not refuted'), () => {
  test('for random rules written in two ways', () => {
    const verdicts = new Map<string, number>()
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (seed, depth, times) => {
          const draw = random(seed)
          const formulas = anyFormulas(draw, depth)
          const [left, right] = [ruleOf(formulas), ruleOf(rewritten(formulas, draw, times))]
          expect(judge(verdicts, left, right, true, draw)).toBeUndefined()
        },
      ),
      settings(960),
    )
    expect(share(verdicts, 'proved')).toBeGreaterThan(0.9)
  })

  test('for random rules of which one differs in a coefficient, an exponent, a sign, a slot', () => {
    const verdicts = new Map<string, number>()
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 0, max: 2 }),
        (seed, depth, times) => {
          const draw = random(seed)
          const formulas = anyFormulas(draw, depth)
          const [left, right] = [ruleOf(formulas), ruleOf(perturbed(rewritten(formulas, draw, times), draw))]
          expect(judge(verdicts, left, right, false, draw)).toBeUndefined()
        },
      ),
      settings(960),
    )
    expect(share(verdicts, 'refuted')).toBeGreaterThan(0.3)
  })

  test('where a number is too large for the second evaluator', () => {
    const draw = random(-392176562)
    const formulas = anyFormulas(draw, 4)
    const [left, right] = [ruleOf(formulas), ruleOf(perturbed(formulas, draw))]
    expect(prove(left, right).verdict).toBe('proved')
    expect(judge(new Map(), left, right, false, draw)).toBeUndefined()
  })

  test('for random chains written in two ways', () => {
    const verdicts = new Map<string, number>()
    fc.assert(
      fc.property(anyLinks, fc.integer(), (links, seed) => {
        const draw = random(seed)
        const [left, right] = [fromSpec({ chain: links }), fromSpec(otherwise(links, draw))]
        expect(judge(verdicts, left, right, true, draw)).toBeUndefined()
      }),
      settings(40),
    )
    expect(share(verdicts, 'proved')).toBeGreaterThan(0.9)
  })

  test('for random chains of which one differs in a number, a flag, a link', () => {
    const verdicts = new Map<string, number>()
    fc.assert(
      fc.property(anyLinks, fc.integer(), (links, seed) => {
        const draw = random(seed)
        const [left, right] = [fromSpec({ chain: links }), fromSpec(different(links, draw))]
        expect(judge(verdicts, left, right, false, draw)).toBeUndefined()
      }),
      settings(40),
    )
    expect(share(verdicts, 'refuted')).toBeGreaterThan(0.3)
  })

  test('for random chains behind masks that choose the same leaves', () => {
    const verdicts = new Map<string, number>()
    fc.assert(
      fc.property(anyMaskedLinks, fc.integer(), (links, seed) => {
        const draw = random(seed)
        const [left, right] = [fromSpec(behindMasks(links, draw)), fromSpec(behindMasks(links, draw))]
        expect(judge(verdicts, left, right, true, draw, maskedParams)).toBeUndefined()
      }),
      settings(30),
    )
    expect(share(verdicts, 'proved')).toBeGreaterThan(0.9)
  })

  test('for random chains of which one has another mask', () => {
    const verdicts = new Map<string, number>()
    fc.assert(
      fc.property(anyMaskedLinks, fc.integer(), fc.boolean(), (links, seed, isOnAnyTree) => {
        fc.pre(isRefutable(links.map(([link]) => link)))
        const draw = random(seed)
        const [left, right] = [
          fromSpec(behindMasks(links, draw)),
          fromSpec(behindMasks(behindOtherMasks(links, draw), draw)),
        ]
        const params = isOnAnyTree ? undefined : maskedParams
        expect(judge(verdicts, left, right, false, draw, params)).toBeUndefined()
      }),
      settings(30),
    )
    expect(share(verdicts, 'refuted')).toBeGreaterThan(0.2)
  })
})
