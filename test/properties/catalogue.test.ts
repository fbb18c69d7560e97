import { describe, it } from 'vitest'
import { catalogue } from '../../src/catalogue/catalogue.ts'
import { checkLaws } from '../../src/laws/index.ts'
import { runs, seed, seeded } from './settings.ts'

const rows = catalogue.map(({ make, examples }) => ({ name: make.factoryName, make, examples }))

describe(seeded('every law holds for any options of'), () => {
  it.each(rows)('$name', ({ make }) => {
    checkLaws(make, { seed, runs: runs(8) })
  })
})
