import fc from 'fast-check'
import { describe, it } from 'vitest'
import { anyChainSpec, anyExample, universalLaws } from '../../src/laws/index.ts'
import { fromSpec } from '../../src/spec/index.ts'
import { refusesShapes } from './refusesShapes.ts'
import { seeded, settings } from './settings.ts'

const laws = universalLaws()

describe(seeded('every law holds for random chains, up to 8 links and 8 deep'), () => {
  it.each([
    ['finite gradients of every magnitude', 'special'],
    ['gradients that may be NaN or infinite', 'any'],
  ] as const)('with %s', (_, gradients) => {
    fc.assert(
      fc.property(anyChainSpec(), anyExample({ gradients }), (spec, example) => {
        const chain = fromSpec(spec)
        fc.pre(!refusesShapes(chain, example.params))
        for (const { name, violation } of laws) {
          const broken = violation(chain, example)
          if (broken !== undefined) throw new Error(`"${name}" is broken: ${broken}`)
        }
      }),
      settings(30),
    )
  })
})
