import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withEngine } from '../../src/define/withEngine.ts'
import { fromSpec } from '../../src/spec/index.ts'

interface Corner {
  readonly spec: unknown
  readonly params: readonly number[]
  readonly gradients: readonly (readonly (number | string)[])[]
  /** What optax gives, step by step. */
  readonly optax: readonly (readonly (number | string)[])[]
}

const corners: readonly Corner[] = JSON.parse(readFileSync(new URL('corners.json', import.meta.url), 'utf8'))

const toNumber = (value: number | string): number =>
  value === 'nan' ? NaN : value === 'inf' ? Infinity : Number(value)

const half = Math.fround(Math.SQRT1_2)

/** Half of the second step of Adam, after one without gradients: 0.5·√(1 + 0.999)/1.9. */
const second = [-0.37206828594207764, -0.37206828594207764]

/** What optfuse gives, in the order of corners.json. */
const ours: readonly (readonly (readonly number[])[])[] = [
  [[half, half]],
  [[NaN, NaN]],
  [[0, 0]],
  [[NaN, NaN]],
  [[NaN, NaN]],
  [[0, 0]],
  [[NaN, NaN]],
  [[Math.fround(1e-8)]],
  [[0], [Infinity], [0], [2]],
  [[NaN], [NaN]],
  [[NaN, NaN]],
  [[Math.fround(Math.fround(1e20) * Math.fround(1 / Math.fround(1e20) ** 2))]],
  [[0, 5]],
  [[NaN, NaN]],
  [[half, half]],
  [[1, 1]],
  [[0.125, 0.125]],
  [[0], [0.125], [NaN], [0.125]],
  [[2 * Math.fround(1e-40)]],
  [[Infinity]],
  [[Math.fround(-1e-6), Math.fround(-1e-6)]],
  [[0, 0]],
  [[-Math.fround(Math.fround(1e20) * Math.fround(1 / Math.fround(1e20) ** 2))]],
  [[-0, -0], second],
  [[-0, -0], second],
]

describe('in the corners where optax does otherwise', () => {
  it('has an answer for each', () => {
    expect(ours).toHaveLength(corners.length)
  })

  it.each(corners.map((corner, i) => ({ ...corner, ours: ours[i], title: JSON.stringify(corner) })))(
    '$title',
    ({ spec, params, gradients, optax, ours: expected }) => {
      for (const engine of ['reference', 'wasm'] as const) {
        const opt = withEngine(fromSpec(spec), engine)
        const tree = { w: Float32Array.from(params) }
        let state = opt.init(tree)
        const updates = gradients.map((gradient) => {
          const [update, next] = opt.update({ w: Float32Array.from(gradient, toNumber) }, state, tree, { value: 1 })
          state = next
          return Array.from(update.w)
        })
        expect(updates).toEqual(expected)
        expect(optax.map((step) => step.map(toNumber))).not.toEqual(updates)
      }
    },
  )
})
