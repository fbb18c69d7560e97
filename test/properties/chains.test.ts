import fc from 'fast-check'
import { describe, it } from 'vitest'
import {
  anyChainSpec,
  anyExample,
  anyFiller,
  enginesAgree,
  residentEqualsPure,
  universalLaws,
} from '../../src/laws/index.ts'
import { tensor } from '../../src/pytree/index.ts'
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

describe(seeded('the engines agree, and resident equals pure, across the blocks of memory'), () => {
  const sizes = [8191, 8192, 8193, 16_384, 16_385, 70_001]
  const shapes = sizes.flatMap((size) => [[size], [1, size], [size, 1], [3, size]])
  const large = fc
    .tuple(fc.constantFrom(...shapes), fc.constantFrom(...shapes), fc.boolean(), anyFiller('special'))
    .map(([one, two, float32, fill]) => {
      const leaf = (shape: readonly number[], double: boolean) => {
        const size = shape.reduce((a, b) => a * b, 1)
        const numbers = (_: unknown, i: number): number => fill(i)
        const data = double
          ? Float64Array.from({ length: size }, numbers)
          : Float32Array.from({ length: size }, numbers)
        return tensor<Float32Array | Float64Array>(data, shape)
      }
      return { large: leaf(one, !float32), small: 1, other: leaf(two, float32) }
    })

  it('for random chains', () => {
    fc.assert(
      fc.property(anyChainSpec(), anyExample({ params: large, steps: 2 }), (spec, example) => {
        const chain = fromSpec(spec)
        fc.pre(!refusesShapes(chain, example.params))
        for (const { name, violation } of [enginesAgree, residentEqualsPure]) {
          const broken = violation(chain, example)
          if (broken !== undefined) throw new Error(`"${name}" is broken: ${broken}`)
        }
      }),
      // A shrunk tree of this size says no more than the first one.
      { ...settings(4), endOnFailure: true },
    )
  })
})
