import { describe, expect, it } from 'vitest'
import { masked } from '../../../src/chain/masked.ts'
import { compile } from '../../../src/compile/index.ts'
import { transformation } from '../../../src/define/transformation.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { add, exceptFirst, mean, mul, reduceSum, type Axes } from '../../../src/expr/index.ts'
import { tensor } from '../../../src/pytree/index.ts'
import { leafScalar, reducedMoment, scalar } from '../../../src/rule/index.ts'
import { expectError } from '../transforms/expectError.ts'

const exceptLast: Axes = { name: 'exceptLast', of: (shape) => shape.slice(1).map((_, i) => i) }

/** Sums of all updates so far: of each leaf, of each row and of each column. The update is what they are together. */
const sums = transformation(
  {
    name: 'sums',
    options: {},
    state: { all: leafScalar(1), row: reducedMoment(exceptFirst), col: reducedMoment(exceptLast, 0.5) },
    rule: ({ update, all, row, col }) => {
      const next = {
        all: add(all, reduceSum(update, 'leaf')),
        row: add(row, reduceSum(update, exceptFirst)),
        col: add(col, reduceSum(update, exceptLast)),
      }
      return { ...next, update: add(next.all, add(mul(100, next.row), mul(10_000, next.col))) }
    },
  },
  () => ({}),
)

const matrix = (...numbers: readonly number[]) => tensor(Float32Array.from(numbers), [2, 3])
const column = (...numbers: readonly number[]) => tensor(Float32Array.from(numbers), [numbers.length, 1])
const line = (...numbers: readonly number[]) => tensor(Float32Array.from(numbers), [1, numbers.length])

describe.each(['reference', 'wasm'] as const)('slots that are smaller than a leaf, on the %s engine', (engine) => {
  const opt = withEngine(sums(), engine)
  const params = { w: matrix(0, 0, 0, 0, 0, 0), b: 7 }

  it('start as they say, with length 1 along the axes that are reduced', () => {
    expect(opt.init(params)).toEqual({
      all: { w: 1, b: 1 },
      row: { w: column(0, 0), b: tensor(Float64Array.of(0), []) },
      col: { w: line(0.5, 0.5, 0.5), b: tensor(Float64Array.of(0.5), []) },
    })
  })

  it('hold one number for each leaf, row and column, and are read by every element of it', () => {
    const [updates, state] = opt.update({ w: matrix(1, 2, 3, 4, 5, 6), b: 2 }, opt.init(params))
    expect(state).toEqual({
      all: { w: 22, b: 3 },
      row: { w: column(6, 15), b: tensor(Float64Array.of(2), []) },
      col: { w: line(5.5, 7.5, 9.5), b: tensor(Float64Array.of(2.5), []) },
    })
    expect(updates.w).toEqual(matrix(55622, 75622, 95622, 56522, 76522, 96522))
    expect(updates.b).toBe(25203)
  })

  it('are rounded to the dtype of the parameters, in place as in a state', () => {
    const gradients = { w: matrix(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), b: 0.1 }
    let state = opt.init(params)
    const run = compile(sums(), params, { engine })
    for (let step = 0; step < 3; step++) {
      state = opt.update(gradients, state)[1]
      run.step(gradients)
    }
    expect(run.snapshot().state).toEqual(state)
    const again = compile(sums(), params, { engine, state })
    again.step(gradients)
    expect(again.snapshot().state).toEqual(opt.update(gradients, state)[1])
  })

  it('leave out the leaves outside a mask, and are one for tied leaves', () => {
    const shared = matrix(0, 0, 0, 0, 0, 0)
    const tied = { w: shared, v: shared, b: 0 }
    const within = withEngine(masked(sums(), { w: true, v: true, b: false }), engine)
    const gradient = matrix(1, 1, 1, 1, 1, 1)
    const { innerState } = within.update({ w: gradient, v: gradient, b: 3 }, within.init(tied), tied)[1]
    expect(innerState).toEqual({
      all: { w: 7, v: 7, b: null },
      row: { w: column(3, 3), v: column(3, 3), b: null },
      col: { w: line(2.5, 2.5, 2.5), v: line(2.5, 2.5, 2.5), b: null },
    })
    expect(innerState.row.w).toBe(innerState.row.v)
  })

  it('take over what is the same for the whole tree, or the whole leaf', () => {
    const spread = transformation(
      {
        name: 'spread',
        options: {},
        state: { one: scalar(2), all: leafScalar(), row: reducedMoment(exceptFirst), col: reducedMoment(exceptLast) },
        rule: ({ update, one }) => ({ update, one: add(one, 1), all: one, row: reduceSum(update, 'leaf'), col: one }),
      },
      () => ({}),
    )()
    const gradients = { w: matrix(1, 1, 1, 1, 1, 2), b: 5 }
    const expected = {
      one: 3,
      all: { w: 2, b: 2 },
      row: { w: column(7, 7), b: tensor(Float64Array.of(5), []) },
      col: { w: line(2, 2, 2), b: tensor(Float64Array.of(2), []) },
    }
    expect(withEngine(spread, engine).update(gradients, spread.init(gradients))[1]).toEqual(expected)
    const run = compile(spread, gradients, { engine })
    run.step(gradients)
    expect(run.snapshot().state).toEqual(expected)
  })

  it('hold nothing for a leaf without elements but what its other axes ask for', () => {
    const empty = { w: tensor(new Float32Array(0), [2, 0]) }
    const [, state] = opt.update(empty, opt.init(empty))
    expect(state).toEqual({
      all: { w: 1 },
      row: { w: column(0, 0) },
      col: { w: tensor(new Float32Array(0), [1, 0]) },
    })
  })
})

describe('a state with slots that are smaller than a leaf', () => {
  const opt = sums()
  const params = { w: matrix(0, 0, 0, 0, 0, 0) }
  const state = opt.init(params)
  const stepFrom = (changed: object) => (): unknown => opt.update(params, { ...state, ...changed } as never)

  it('is refused by the path of the leaf where a number is none', () => {
    expectError(stepFrom({ all: { w: '1' } }), 'invalid-state', 'sums at state.all.w: slot all must hold a number')
    expectError(stepFrom({ all: {} }), 'invalid-state', 'state.all.w')
  })

  it('is refused where a tensor has another shape or dtype', () => {
    const words = 'slot row must hold a tensor of its dtype with length 1 along the reduced axes for each leaf'
    expectError(stepFrom({ row: { w: line(0, 0) } }), 'invalid-state', `sums at state.row.w: ${words}`)
    expectError(stepFrom({ row: { w: tensor(new Float64Array(2), [2, 1]) } }), 'invalid-state', words)
    expectError(stepFrom({ row: { w: 0 } }), 'invalid-state', words)
  })
})

describe('a rule whose slots are smaller than a leaf', () => {
  const withRow = (next: 'element' | 'column') =>
    transformation(
      {
        name: 'wide',
        options: {},
        state: { row: reducedMoment(exceptFirst) },
        rule: ({ update }) => ({ update, row: next === 'element' ? update : mean(update, exceptLast) }),
      },
      () => ({}),
    )()

  it('is refused where the next value varies more, or along other axes', () => {
    for (const next of ['element', 'column'] as const) {
      expectError(
        () => withRow(next).init(0),
        'invalid-rule',
        'slot row holds one value per slice, but its next value varies more',
      )
    }
  })

  it('is refused where an axis is none of the leaf', () => {
    const wrong: Axes = { name: 'third', of: () => [2] }
    const opt = transformation(
      {
        name: 'third',
        options: {},
        state: { row: reducedMoment(wrong) },
        rule: ({ update }) => ({ update, row: reduceSum(update, wrong) }),
      },
      () => ({}),
    )()
    expectError(
      () => opt.init({ w: matrix(0, 0, 0, 0, 0, 0) }),
      'invalid-rule',
      'chose axis 2 of a leaf with shape [2, 3]',
    )
  })
})
