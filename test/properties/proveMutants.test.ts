import { afterEach, describe, expect, test, vi } from 'vitest'
import type * as Algebra from '../../src/prove/algebra.ts'
import type * as Bounds from '../../src/prove/bounds.ts'
import type * as Functions from '../../src/prove/functions.ts'
import { postorder } from '../../src/expr/postorder.ts'
import { nonNegative } from '../../src/prove/interval.ts'
import { anyFormulas, perturbed, ruleOf, type Formulas } from './proving/formulas.ts'
import { wrongWith } from './proving/judge.ts'
import { random } from './proving/random.ts'
import { seed, seeded } from './settings.ts'

afterEach(() => {
  vi.doUnmock('../../src/prove/functions.ts')
  vi.doUnmock('../../src/prove/bounds.ts')
  vi.doUnmock('../../src/prove/algebra.ts')
  vi.resetModules()
})

/**
 * The first wrong verdict of the prover as it is mocked, on at most so many pairs.
 *
 * @param operation what a pair has to have for the mock to matter
 */
const firstWrong = async (pairs: number, operation?: string): Promise<string | undefined> => {
  vi.resetModules()
  const { prove } = await import('../../src/prove/prove.ts')
  const matters = ({ update, mu, nu }: Formulas): boolean =>
    operation === undefined ||
    postorder([update, mu, nu]).some((node) => node.kind === 'apply' && node.operation.name === operation)
  for (let i = 0; i < pairs; i++) {
    const draw = random(seed + i)
    const formulas = anyFormulas(draw, 2)
    if (!matters(formulas)) continue
    const [left, right] = [ruleOf(formulas), ruleOf(perturbed(formulas, draw))]
    const wrong = wrongWith(prove(left, right), left, right, draw)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

const withFunctions = (change: (sound: Functions.Functions) => Partial<Functions.Functions>): void => {
  vi.doMock('../../src/prove/functions.ts', async (original) => {
    const { createFunctions } = await original<typeof Functions>()
    return {
      createFunctions: (...args: Parameters<typeof createFunctions>) => {
        const sound = createFunctions(...args)
        return { ...sound, ...change(sound) }
      },
    }
  })
}

describe(seeded('an unsound identity is found out'), () => {
  test('|x| = x', async () => {
    withFunctions(() => ({ abs: (a) => a }))
    expect(await firstWrong(2000, 'abs')).toMatch(/^proved/)
  })

  test('max(x, y) = x', async () => {
    withFunctions(() => ({ max: (a) => a }))
    expect(await firstWrong(2000, 'max')).toMatch(/^proved/)
  })

  test('sign(x) = x', async () => {
    withFunctions(() => ({ sign: (a) => a }))
    expect(await firstWrong(2000, 'sign')).toMatch(/^proved/)
  })

  test('sqrt(x) = x', async () => {
    withFunctions(() => ({ sqrt: (a) => a }))
    expect(await firstWrong(2000, 'sqrt')).toMatch(/^proved/)
  })

  test('every number is at least 0', async () => {
    vi.doMock('../../src/prove/bounds.ts', async (original) => {
      const { createBounds } = await original<typeof Bounds>()
      return {
        createBounds: (...args: Parameters<typeof createBounds>) => ({
          ...createBounds(...args),
          of: () => nonNegative,
        }),
      }
    })
    expect(await firstWrong(2000)).toMatch(/^proved/)
  })

  test('the negative cases need not be looked at', async () => {
    vi.doMock('../../src/prove/algebra.ts', async (original) => {
      const { createAlgebra } = await original<typeof Algebra>()
      return {
        createAlgebra: (...[budget, facts, suppositions]: Parameters<typeof createAlgebra>) => {
          const sound = createAlgebra(budget, facts, suppositions)
          return { ...sound, impossible: sound.impossible || suppositions.some(({ sign }) => sign !== 'positive') }
        },
      }
    })
    expect(await firstWrong(2000)).toMatch(/^proved/)
  })
})
