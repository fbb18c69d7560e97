import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyIfFinite } from '../../src/chain/applyIfFinite.ts'
import { skipLargeUpdates } from '../../src/chain/skipLargeUpdates.ts'
import { skipNotFinite } from '../../src/chain/skipNotFinite.ts'
import { compile } from '../../src/compile/index.ts'
import { anyChainSpec, anyExample, firstDifference, type Example } from '../../src/laws/index.ts'
import { extraAt, trajectory } from '../../src/laws/trajectory.ts'
import { globalNorm, treeAdd, treeAllFinite, treeZerosLike } from '../../src/pytree/index.ts'
import type { AnyGradientTransformation } from '../../src/rule/index.ts'
import { fromSpec } from '../../src/spec/index.ts'
import { refusesShapes } from './refusesShapes.ts'
import { seeded, settings } from './settings.ts'
import { open } from './steps.ts'

/** What a run ended with. */
interface Outcome {
  readonly params: unknown
  readonly state: unknown
}

const pure = (transformation: AnyGradientTransformation, example: Example): Outcome => {
  const { params, state } = trajectory(transformation, example).at(-1) ?? {
    params: example.params,
    state: open(transformation).init(example.params),
  }
  return { params, state }
}

const resident = (transformation: AnyGradientTransformation, example: Example): Outcome => {
  const run = compile(transformation, example.params)
  example.gradients.forEach((gradients, i) => run.step(gradients, extraAt(transformation, example, i)))
  const outcome = run.snapshot()
  run.dispose()
  return outcome
}

/** The same example without the steps whose gradients do not pass. */
const only = (passes: (gradients: unknown) => boolean, { params, gradients, values = [] }: Example): Example => {
  const kept = gradients.flatMap((each, i) => (passes(each) ? [i] : []))
  return { params, gradients: kept.map((i) => gradients[i]), values: kept.map((i) => values[i]) }
}

/** Parameters without -0, which a step of 0 makes 0. */
const examples = anyExample({ gradients: 'any', steps: 4 }).map(({ params, ...rest }): Example => ({
  ...rest,
  params: treeAdd(params, treeZerosLike(params)),
}))

const small = (gradients: unknown): boolean => globalNorm(gradients) ** 2 < 9

type Guard = (inner: AnyGradientTransformation) => AnyGradientTransformation

const guards: readonly (readonly [string, Guard, (gradients: unknown) => boolean])[] = [
  ['skipNotFinite', (inner) => skipNotFinite(inner), treeAllFinite],
  ['applyIfFinite', (inner) => applyIfFinite(inner, 99), treeAllFinite],
  ['skipLargeUpdates', (inner) => skipLargeUpdates(inner, 9), small],
]

describe(seeded('a skipped step is no step, bit for bit, for any chain'), () => {
  it.each(guards)('%s', (_, guard, passes) => {
    fc.assert(
      fc.property(anyChainSpec({ maxLinks: 4, maxDepth: 2 }), examples, (spec, example) => {
        const inner = fromSpec(spec)
        fc.pre(!refusesShapes(inner, example.params))
        const { params, state } = pure(inner, only(passes, example))
        for (const run of [pure, resident]) {
          const outcome = run(guard(inner), example)
          expect(firstDifference(outcome.params, params, { bits: true })).toBeUndefined()
          expect(outcome.state).toHaveProperty('innerState')
          const kept = Object.entries(outcome.state ?? {}).find(([key]) => key === 'innerState')
          expect(firstDifference(kept?.[1], state, { bits: true })).toBeUndefined()
        }
      }),
      settings(30),
    )
  })
})
