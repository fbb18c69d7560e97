import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withEngine } from '../../src/define/withEngine.ts'
import { postorder } from '../../src/expr/postorder.ts'
import { anyChainSpec, anyNumber } from '../../src/laws/index.ts'
import { flatten } from '../../src/pytree/index.ts'
import type { Definition, GradientTransformation } from '../../src/rule/index.ts'
import { fromSpec } from '../../src/spec/index.ts'
import { naive } from './naive.ts'
import { refusesShapes } from './refusesShapes.ts'
import { seeded, settings } from './settings.ts'
import { extraOf } from './steps.ts'

/** Whether a definition reads nothing that spans the leaves of a tree. */
const isLeafwise = (definition: Definition): boolean =>
  definition.kind === 'chain'
    ? definition.links.every(isLeafwise)
    : postorder([definition.update, ...Object.values(definition.next)]).every(
        (expr) => !('over' in expr && expr.over === 'tree'),
      )

/** Compare the engines with the naive steps, bit for bit, on a tree of numbers. */
const compare = (
  transformation: GradientTransformation,
  params: readonly number[],
  rows: readonly (readonly number[])[],
): void => {
  for (const engine of ['reference', 'wasm'] as const) {
    const { def } = flatten(params)
    const { init, update } = withEngine(transformation, engine)
    const steps = params.map((_, i) => naive(transformation.definition, (set) => set.membersOf(def)[i]))
    let state = init(params)
    for (const [step, row] of rows.entries()) {
      const extra = extraOf(transformation, step)
      const gradients: readonly number[] = params.map((_, i) => row[i % row.length])
      const [updates, next] = update(gradients, state, params, extra)
      expect(updates).toEqual(steps.map((one, i) => one(gradients[i], gradients[i], params[i], extra)))
      state = next
    }
  }
}

const numbers = anyNumber('any')
const rows = fc.array(fc.array(numbers, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6, size: 'max' })

describe(seeded('the engines give what the formulas give on plain numbers, bit for bit'), () => {
  it('for any chain on one number', () => {
    fc.assert(
      fc.property(anyChainSpec(), numbers, rows, (spec, param, gradients) => {
        fc.pre(!refusesShapes(fromSpec(spec), [param]))
        compare(fromSpec(spec), [param], gradients)
      }),
      settings(50),
    )
  })

  it('for chains that do not look across leaves on several numbers', () => {
    fc.assert(
      fc.property(
        anyChainSpec({ maxLinks: 4 }).filter((spec) => isLeafwise(fromSpec(spec).definition)),
        fc.array(numbers, { minLength: 2, maxLength: 5 }),
        rows,
        (spec, params, gradients) => {
          fc.pre(!refusesShapes(fromSpec(spec), params))
          compare(fromSpec(spec), params, gradients)
        },
      ),
      settings(40),
    )
  })
})
