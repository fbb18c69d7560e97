import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/compile/index.ts'
import { planGpu } from '../../../src/gpu/gpuPlan.ts'
import type { Dialect } from '../../../src/gpu/backend.ts'
import { adam, centralize, chain, clipByGlobalNorm, scale, trace } from '../../../src/index.ts'
import { flatten, tensor } from '../../../src/pytree/index.ts'
import type { AnyGradientTransformation } from '../../../src/rule/index.ts'

/** Elements are `name.component` and entries `name[index].component`, so that a kernel can be read. */
const dialect: Dialect = {
  element: (array, _, at) => ({
    fetch: undefined,
    number: (__, index) => `${array}${at === undefined ? '' : `[${at.block}][${at.column}]`}.${index}`,
  }),
  entry: (array, _, entry) => ({ fetch: undefined, number: (__, index) => `${array}[${entry}].${index}` }),
  block: () => 'block',
}

const planOf = ({ definition }: AnyGradientTransformation, params: unknown = { w: Float32Array.of(1, 2) }) =>
  planGpu(compose(definition), flatten(params).def, dialect)

describe('the kernels of a step', () => {
  it('are one for a rule without reductions, with all numbers as arguments', () => {
    const { kernels, packs } = planOf(scale(-0.1))
    expect(kernels).toEqual([])
    expect(packs.map(({ kernel }) => kernel?.text.source)).toEqual([
      'function (state0, gradient, u0) {\n' +
        '  const v0 = state0.0;\n' +
        '  const v1 = gradient.0;\n' +
        '  const v2 = (v1 * u0);\n' +
        '  const v3 = (v0 + v2);\n' +
        '  return v3;\n' +
        '}',
    ])
  })

  it('read a finished reduction where it stands', () => {
    const { kernels, packs } = planOf(chain(clipByGlobalNorm(1), scale(1)))
    expect(kernels.map(({ formulas, result }) => [result.name, ...formulas])).toEqual([
      ['reduced0', 'part of sumOfSquares_tree(gradient)'],
    ])
    expect(kernels[0].text.source).toMatch(/const x0 = v0 \* v0;\n {6}acc0 = acc0 \+ x0;/)
    expect(packs[0].kernel?.text.source).toContain('const v2 = reduced0[0].0;')
  })

  it('look up what belongs to a leaf or a slice', () => {
    const params = { b: Float32Array.of(1), w: tensor(Float32Array.of(1, 2, 3, 4), [2, 2]) }
    const { packs, leafValues, tables } = planOf(centralize(), params)
    expect(leafValues.map(({ type }) => type)).toEqual(['boolean', 'number'])
    expect(tables.find(({ array }) => array.name === 'slices0')?.numbers.slice(1024, 1028)).toEqual(
      Float32Array.of(1, 1, 2, 2),
    )
    expect(packs[0].kernel?.text.source).toMatch(/leaves\[\(block\) \* 3 \+ 1\]\.0/)
  })

  it('write up to four streams each', () => {
    expect(planOf(adam(1)).packs.map(({ streams }) => streams.length)).toEqual([3])
    const five = planOf(chain(...Array.from({ length: 5 }, () => trace(0.9)))).packs
    expect(five.map(({ streams }) => streams.length)).toEqual([4, 2])
    expect(five.map(({ kernel }) => kernel?.arrays.map(({ name }) => name))).toEqual([
      ['state0', 'gradient', 'state1'],
      ['gradient', 'state0', 'state1'],
    ])
  })
})
