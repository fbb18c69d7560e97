import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flatten } from '../../src/chain/flatten.ts'
import { anyChainSpec, anyExample, anyNumber, firstDifference } from '../../src/laws/index.ts'
import { trajectory } from '../../src/laws/trajectory.ts'
import { fromSpec } from '../../src/spec/index.ts'
import { refusesShapes } from './refusesShapes.ts'
import { seeded, settings } from './settings.ts'

const vectors = fc.array(anyNumber('special'), { minLength: 2, maxLength: 20 }).map((data) => [Float64Array.from(data)])

describe(seeded('flatten'), () => {
  it('changes no bit of any chain on a single vector', () => {
    fc.assert(
      fc.property(
        anyChainSpec({ maxLinks: 4, maxDepth: 2 }),
        anyExample({ params: vectors, gradients: 'any' }),
        (spec, example) => {
          const inner = fromSpec(spec)
          fc.pre(!refusesShapes(inner, example.params))
          const [plain, flat] = [trajectory(inner, example), trajectory(flatten(inner), example)]
          const difference = firstDifference(
            flat.map(({ updates }) => updates),
            plain.map(({ updates }) => updates),
            { bits: true },
          )
          expect(difference).toBeUndefined()
        },
      ),
      settings(60),
    )
  })
})
