import { readFileSync } from 'node:fs'
import { describe, it } from 'vitest'
import { checkTheorem } from '../../src/laws/checkTheorem.ts'
import { theorems } from '../../src/laws/theorems.ts'
import { recipeTheorems } from '../../src/laws/theorems/recipes.ts'
import { runs, seed, seeded } from './settings.ts'

const documented = recipeTheorems((name) =>
  readFileSync(new URL(`../../src/optimizers/${name}.ts`, import.meta.url), 'utf8'),
)

describe.each(theorems)(seeded('on every engine, pure and resident: $title:'), ({ theorems: group }) => {
  it.each(group)('$name', (theorem) => {
    checkTheorem(theorem, { seed, runs: runs(6) })
  })
})

describe(seeded(documented.title), () => {
  it.each(documented.theorems)('$name', (theorem) => {
    checkTheorem(theorem, { seed, runs: runs(2) })
  })
})
