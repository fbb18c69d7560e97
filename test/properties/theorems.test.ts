import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkTheorem } from '../../src/laws/checkTheorem.ts'
import { proveTheorem } from '../../src/laws/proveTheorem.ts'
import { theorems } from '../../src/laws/theorems.ts'
import { recipeTheorems } from '../../src/laws/theorems/recipes.ts'
import { trials } from '../../src/laws/theorems/trials.ts'
import { runs, seed, seeded } from './settings.ts'

const documented = recipeTheorems((name) =>
  readFileSync(new URL(`../../src/optimizers/${name}.ts`, import.meta.url), 'utf8'),
)

it('is tried from the seed that docs/theorems.md names', () => {
  if (process.env['OPTFUSE_SEED'] === undefined) expect(seed).toBe(trials.seed)
})

describe.each(theorems)(seeded('on both CPU engines, pure and resident: $title:'), ({ theorems: group }) => {
  it.each(group)('$name', (theorem) => {
    if (theorem.kind !== 'limit') {
      expect(proveTheorem(theorem).verdict).toBe(theorem.kind === 'equal' ? 'proved' : 'refuted')
    }
    checkTheorem(theorem, { seed, runs: runs(trials.runs) })
  })
})

describe(seeded(documented.title), () => {
  it.each(documented.theorems)('$name', (theorem) => {
    expect(proveTheorem(theorem).verdict).toBe('proved')
    checkTheorem(theorem, { seed, runs: runs(trials.documentedRuns) })
  })
})
