import { describe, expect, it } from 'vitest'
import { checkTheorem, proveTheorem, theorems, type Equality, type Theorem } from '../../../src/laws/index.ts'
import { docstringEquations } from '../../../src/syntax/docstringEquations.ts'

const messageOf = (act: () => void): string => {
  try {
    act()
  } catch (error) {
    return String(error)
  }
  return 'nothing was thrown'
}

const scaled: Equality = {
  name: 'scaled-trace',
  kind: 'equal',
  statement: 'Scaling commutes with a trace.',
  paper: 'linearity',
  given: { a: { drawn: [2, 3] }, d: { min: 0, max: 1, drawn: [0.2, 0.9] } },
  left: 'chain(trace(d), scale(a))',
  right: 'chain(scale(a), trace(d))',
  relation: ['right.trace = a·left.trace'],
}

/** The same in groups of any number of gradients. */
const inGroups = (sides: Partial<Equality>): Equality => ({
  ...scaled,
  given: { ...scaled.given, k: { min: 1, integer: true, drawn: [2, 4] } },
  relation: [],
  microBatches: 'k',
  ...sides,
})

describe('the theorems', () => {
  it('have names of their own, which make anchors', () => {
    const names = theorems.flatMap((group) => group.theorems.map(({ name }) => name))
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => !/^[a-z0-9-]+$/.test(name))).toEqual([])
  })
})

describe('checkTheorem', () => {
  it('finds nothing against what is true', () => {
    expect(() => checkTheorem(scaled, { runs: 1, steps: 12 })).not.toThrow()
  })

  it.each<readonly [string, Theorem, RegExp]>([
    [
      'sides that differ',
      { ...scaled, right: 'chain(scale(a), trace(d/2))' },
      /the sides differ by .*the updates, step/,
    ],
    [
      'a wrong relation between the states',
      { ...scaled, relation: ['right.trace = left.trace'] },
      /right\.trace = left\.trace, step \d+, element 0: .* on the left, .* on the right/,
    ],
    ['a refutation of what is true', { ...scaled, kind: 'refuted' }, /the sides do not differ by more than/],
    [
      'a limit that is not one',
      { ...scaled, kind: 'limit', right: 'chain(trace(d), scale(2*a))', along: 'd', values: [0.1, 0.2], within: 1e-3 },
      /the (?:last distance is|distances do not fall)/,
    ],
    ['an assumption that nothing meets', { ...scaled, assuming: ['g > 1000'] }, /no element meets the assumptions/],
    ['groups that are not the mean', inGroups({}), /the sides differ/],
  ])('finds %s, with the values and the seed', (_, theorem, message) => {
    const found = messageOf(() => checkTheorem(theorem, { runs: 1, steps: 8 }))
    expect(found).toMatch(message)
    expect(found).toMatch(/With \{"a":.*\nParameters: .*\nTo see it again: .*seed: 20240229, runs: 1, steps: 8/s)
  })
})

describe('proveTheorem', () => {
  it('proves, and refutes', () => {
    expect(proveTheorem(scaled).verdict).toBe('proved')
    expect(proveTheorem({ ...scaled, right: 'chain(scale(a), trace(d/2))', relation: [] }).verdict).toBe('refuted')
  })

  it('does not take a group of steps for its mean where it is none', () => {
    const verdictOf = (left: string, right = 'scale(a)') => proveTheorem(inGroups({ left, right })).verdict
    expect(verdictOf('chain(applyEvery(k), scale(a/k))')).toBe('proved')
    expect(verdictOf('chain(applyEvery(k), scale(a/(k + 1)))')).toBe('refuted')
    expect(verdictOf('chain(applyEvery(k + 1), scale(a/k))')).not.toBe('proved')
    expect(verdictOf('chain(applyEvery(3), scale(a/k))')).not.toBe('proved')
    expect(verdictOf('chain(scale(a), trace(d))')).not.toBe('proved')
    expect(verdictOf('scale(a/k)')).not.toBe('proved')
  })

  it('takes the states of groups for equal where they are, and not where the first group differs', () => {
    const gathered = 'multiSteps(chain(trace(d), scale(a)), k, { skipNonFinite: false })'
    expect(proveTheorem(inGroups({ left: gathered, right: 'chain(trace(d), scale(a))' })).verdict).toBe('proved')
    const other = `chain(equations("trace' = g + d·trace, u' = trace' + (1 if count == 0, otherwise 0)"), scale(a))`
    expect(proveTheorem(inGroups({ left: gathered, right: other })).verdict).not.toBe('proved')
  })

  it.each([
    ['left.trace = right.trace', '"left.trace = right.trace" does not begin with a name of the right side.'],
    [
      'right.trac = left.trace',
      'right has no slot .trac alone. Known: right[0][0].count, right[1].count, right[1].trace.',
    ],
    ['right.count = left.trace', 'right has no slot .count alone'],
  ])('refuses the relation %s', (relation, message) => {
    // Two slots are called count.
    const right = 'chain(chain(scaleByLearningRate(a), identity()), trace(d))'
    expect(() => proveTheorem({ ...scaled, right, relation: [relation] })).toThrow(message)
  })
})

describe('docstringEquations', () => {
  const file = (paragraph: string) =>
    `/**\n * Gradient descent.\n *\n${paragraph}\n *\n * @param x\n */\nexport const mine = 1\n`

  it('reads the paragraph with Δθ and its clauses, which override', () => {
    expect(
      docstringEquations(
        file(" * v' = g, Δθ = -a·v';\n * with `b` and `c`, v' = 2·g;\n * without `d`, Δθ = 0"),
        'mine',
      ),
    ).toEqual([
      { with: [], without: [], equations: "v' = g, Δθ = -a·v'" },
      { with: ['b', 'c'], without: [], equations: "v' = 2·g, Δθ = -a·v'" },
      { with: [], without: ['d'], equations: "v' = g, Δθ = 0" },
    ])
  })

  it('refuses a docstring without equations, and a clause that is none', () => {
    expect(() => docstringEquations(file(' * It descends.'), 'mine')).toThrow('mine has no paragraph with "Δθ = …"')
    expect(() => docstringEquations(file(' * Δθ = g; or so'), 'mine')).toThrow('"or so" is no "with `option`, …"')
  })
})
