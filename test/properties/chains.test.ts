import fc from 'fast-check'
import { describe, it } from 'vitest'
import { isOptfuseError } from '../../src/errors/OptfuseError.ts'
import { anyChainSpec, anyExample, universalLaws, type Example } from '../../src/laws/index.ts'
import { fromSpec } from '../../src/spec/index.ts'
import { seeded, settings } from './settings.ts'

const laws = universalLaws()

/** Rules along axes may refuse the shapes of a tree. */
const refusesShapes = (spec: unknown, { params, gradients }: Example): boolean => {
  const { init, update } = fromSpec(spec)
  try {
    update(gradients[0], init(params), params)
    return false
  } catch (error) {
    if (isOptfuseError(error) && error.code === 'shape-mismatch') return true
    throw error
  }
}

describe(seeded('every law holds for random chains, up to 8 links and 8 deep'), () => {
  it.each([
    ['finite gradients of every magnitude', 'special'],
    ['gradients that may be NaN or infinite', 'any'],
  ] as const)(
    'with %s',
    (_, gradients) => {
      fc.assert(
        fc.property(anyChainSpec(), anyExample({ gradients }), (spec, example) => {
          fc.pre(!refusesShapes(spec, example))
          const chain = fromSpec(spec)
          for (const { name, violation } of laws) {
            const broken = violation(chain, example)
            if (broken !== undefined) throw new Error(`"${name}" is broken: ${broken}`)
          }
        }),
        settings(40),
      )
    },
    120_000,
  )
})
