import { describe, it } from 'vitest'
import { checkTheorem } from '../../src/laws/checkTheorem.ts'
import { theorems } from '../../src/laws/theorems.ts'
import { runs, seed, seeded } from './settings.ts'

describe.each(theorems)(seeded('$title, on every engine, pure and resident, 60 steps:'), ({ theorems: group }) => {
  it.each(group)('$name', (theorem) => {
    checkTheorem(theorem, { seed, runs: runs(6) })
  })
})
