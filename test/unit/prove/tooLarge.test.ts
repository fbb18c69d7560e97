import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CatalogueRow } from '../../../src/catalogue/catalogueRow.ts'
import { add, div, max, mul, square, type Expr } from '../../../src/expr/index.ts'
import {
  chain,
  constantSchedule,
  mechanize,
  scaleByAdam,
  sgd,
  transformation,
  type AnyGradientTransformation,
} from '../../../src/index.ts'
import { recipeTheorems } from '../../../src/laws/theorems/recipes.ts'
import type * as Budgets from '../../../src/prove/budget.ts'
import { prove } from '../../../src/prove/index.ts'

const updating = (rule: (u: Expr, p: Expr) => Expr): AnyGradientTransformation =>
  transformation(
    {
      name: 'large',
      options: {},
      state: {},
      needs: ['params'],
      rule: ({ update, param }) => ({ update: rule(update, param) }),
    },
    () => ({}),
  )()

const repeated = (times: number, step: (e: Expr, p: Expr, i: number) => Expr) => (u: Expr, p: Expr) => {
  let e = u
  for (let i = 0; i < times; i++) e = step(e, p, i)
  return e
}

describe('a proof that is too large', () => {
  const message = /the proof needs .*; prove smaller parts, or give numbers for symbols\./

  it('is refused, and said what it would take: powers of sums', () => {
    const left = repeated(8, (e, p) => square(add(e, p, 1)))
    const right = repeated(8, (e, p) => mul(add(p, e, 1), add(1, e, p)))
    expect(() => prove(updating(left), updating(right))).toThrow(
      expect.objectContaining({ code: 'too-large', message: expect.stringMatching(message) }),
    )
  })

  it('is refused where nothing is multiplied out, but much is divided', () => {
    const nested = repeated(8, (e, p, i) => div(add(e, 1), add(square(e), p, i)))
    expect(() =>
      prove(
        updating(nested),
        updating((u, p) => mul(nested(u, p), div(u, u))),
      ),
    ).toThrow(expect.objectContaining({ code: 'too-large', message: expect.stringMatching(message) }))
  })

  it('is refused of chains as of formulas', () => {
    const adams = (eps: number) => chain(...Array.from({ length: 8 }, (_, i) => scaleByAdam(i === 3 ? { eps } : {})))
    expect(() => prove(adams(1e-8), adams(1e-7))).toThrow(expect.objectContaining({ code: 'too-large' }))
  })

  it('is none where both sides are written alike, schedules by another name included', () => {
    const made = () => mechanize(sgd(constantSchedule(0.1)), { numBetas: 5 })
    expect(prove(made(), made()).verdict).toBe('proved')
  })

  it('is none where only its form is too long to print', () => {
    const larger = repeated(14, (e, p, i) => max(mul(e, add(p, i)), add(e, mul(i, p))))
    const proof = prove(
      updating(larger),
      updating((u, p) => mul(2, larger(u, p), 0.5)),
    )
    expect(proof).toMatchObject({ verdict: 'proved', normalForm: { text: "update' = (too long to print)" } })
  })
})

describe('with a twentieth of the work that a proof may take, about a second', () => {
  beforeAll(() => {
    vi.resetModules()
    vi.doMock('../../../src/prove/budget.ts', async (original) => {
      const budgets = await original<typeof Budgets>()
      return { ...budgets, createBudget: () => budgets.createBudget({ operations: 25_000 }) }
    })
  })

  afterAll(() => {
    vi.doUnmock('../../../src/prove/budget.ts')
    vi.resetModules()
  })

  it('every recipe is proved to be what its documentation says', async () => {
    const { proveTheorem } = await import('../../../src/laws/proveTheorem.ts')
    const sourceOf = (name: string): string =>
      readFileSync(new URL(`../../../src/optimizers/${name}.ts`, import.meta.url), 'utf8')
    const { theorems } = recipeTheorems(sourceOf)
    expect(theorems.filter((theorem) => proveTheorem(theorem).verdict !== 'proved')).toEqual([])
  })

  it('every row of the catalogue is proved to be what it is', async () => {
    // From the same modules as the prover: nodes of two copies of the library may bear the same number.
    const { catalogue } = await import('../../../src/catalogue/catalogue.ts')
    const proofs = await import('../../../src/prove/prove.ts')
    const isProved = ({ make, examples: [options] }: CatalogueRow): boolean =>
      proofs.prove(make.fromOptions(options), make.fromOptions(options)).verdict === 'proved'
    expect(catalogue.filter((row) => !isProved(row)).map(({ make }) => make.factoryName)).toEqual([])
  })
})
