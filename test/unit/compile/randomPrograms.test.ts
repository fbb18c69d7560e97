import fc from 'fast-check'
import { expect, test } from 'vitest'
import { transformation } from '../../../src/define/transformation.ts'
import * as e from '../../../src/expr/index.ts'
import type { Axes, Expr, Extent } from '../../../src/expr/index.ts'
import { postorder } from '../../../src/expr/postorder.ts'
import { tensor, type Tensor } from '../../../src/pytree/index.ts'
import { moment, scalar } from '../../../src/rule/index.ts'
import { everyWay } from '../../helpers/everyWay.ts'

const [x, m, s] = [e.input('update'), e.slot('m', 'element'), e.slot('s', 'uniform')]

const axes: readonly Axes[] = [
  e.exceptFirst,
  { name: 'first', of: (shape) => shape.slice(0, 1).map(() => 0) },
  { name: 'odd', of: (shape) => shape.map((_, i) => i).filter((i) => i % 2 === 1) },
]
const extents: readonly Extent[] = ['tree', 'leaf', ...axes]

/** Functions of whole leaves whose every element depends on all others. */
const reversed = e.whole({
  name: 'reversed',
  over: 'leaf',
  compute: (leaves) => leaves.forEach(({ elements }) => elements.reverse()),
})
const centred = e.whole({
  name: 'centred',
  over: 'tree',
  compute: (leaves) => {
    const all = leaves.flatMap(({ elements }) => [...elements])
    const mean = all.reduce((a, b) => a + b, 0) / all.length
    for (const { elements } of leaves) elements.forEach((value, i) => (elements[i] = value - mean))
  },
})

/** Formulas in which a difference of the last bit stays small: bounded operations, and no condition on a sum. */
const formula: fc.Arbitrary<Expr> = fc.letrec<{ value: Expr }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom<Expr>(x, x, m, s, e.constant(0.5), e.hyper('h', -0.75), e.div(1, e.add(1, e.rank()))),
    fc
      .tuple(
        fc.constantFrom(
          e.neg,
          e.tanh,
          e.abs,
          (a: Expr) => e.square(e.tanh(a)),
          reversed,
          centred,
          (a: Expr) => e.sqrt(e.add(1, e.abs(e.tanh(a)))),
        ),
        tie('value'),
      )
      .map(([op, a]) => op(a)),
    fc
      .tuple(
        fc.constantFrom<(a: Expr, b: Expr) => Expr>(
          (a, b) => e.add(a, b),
          (a, b) => e.mul(e.tanh(a), b),
          e.sub,
          (a, b) => e.div(a, e.add(1, e.square(e.tanh(b)))),
          e.max,
          (a, b) => e.select(e.less(x, 0), a, b),
          (a, b) => e.select(e.greater(e.rank(), 1), a, b),
        ),
        tie('value'),
        tie('value'),
      )
      .map(([op, a, b]) => op(a, b)),
    fc
      .tuple(
        fc.constantFrom<(a: Expr, over: Extent) => Expr>(e.mean, e.mean, e.reduceMax, e.rms, (a, over) =>
          e.div(e.reduceDot(a, x, over), e.add(1, e.size(over))),
        ),
        tie('value'),
        fc.constantFrom(...extents),
      )
      .map(([op, a, over]) => op(a, over)),
  ),
})).value

const shapes: readonly (readonly number[])[] = [[], [4], [3, 5], [2, 3, 4], [5, 1], [1, 2, 1, 3], [31]]
const leafOf = (shape: readonly number[], seed: number): Tensor<Float64Array> =>
  tensor(
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin((i + 1) * (seed + 1.3))),
    shape,
  )

type Leaves = readonly Tensor<Float64Array>[]

/** Every value of an expression at every element, straight from its meaning. */
const naive = (root: Expr, xs: Leaves, ms: Leaves, scalarValue: number): readonly (readonly number[])[] => {
  const keys = (shape: readonly number[], over: Extent): readonly string[] => {
    const count = shape.reduce((a, b) => a * b, 1)
    if (typeof over !== 'object') return Array.from({ length: count }, () => '')
    const reduced = new Set(over.of(shape))
    return Array.from({ length: count }, (_, index) => {
      let rest = index
      return [...shape]
        .reverse()
        .map((length, i) => {
          const at = rest % length
          rest = Math.floor(rest / length)
          return reduced.has(shape.length - 1 - i) ? '*' : at
        })
        .join()
    })
  }
  const table = new Map<Expr, readonly (readonly number[])[]>()
  const everywhere = (value: (leaf: number, i: number) => number): readonly (readonly number[])[] =>
    xs.map(({ data }, leaf) => Array.from(data, (_, i) => value(leaf, i)))
  for (const expr of postorder([root])) {
    const args = ('args' in expr ? expr.args : []).map((arg) => table.get(arg) ?? [])
    const results = expr.kind === 'whole' ? args[0].map((data) => Float64Array.from(data)) : []
    if (expr.kind === 'whole') {
      const leaves = results.map((elements, index) => ({ index, shape: xs[index].shape, elements }))
      expr.whole.compute(leaves, false)
    }
    const groups = new Map<string, [number, number][]>()
    const over = expr.kind === 'reduce' || expr.kind === 'size' ? expr.over : undefined
    const keysOf = xs.map(({ shape }, leaf) =>
      over === undefined ? [] : keys(shape, over).map((key) => (over === 'tree' ? '' : `${leaf} ${key}`)),
    )
    keysOf.forEach((each, leaf) =>
      each.forEach((key, i) => {
        const members = groups.get(key) ?? []
        members.push([leaf, i])
        groups.set(key, members)
      }),
    )
    const reduced = new Map<string, number>()
    if (expr.kind === 'reduce') {
      const { prepare, combine, neutral } = expr.reduction
      for (const [key, members] of groups) {
        const values = members.map(([leaf, i]) => {
          const a = args[0][leaf][i]
          return prepare === 'identity' ? a : prepare === 'square' ? a * a : a * args[1][leaf][i]
        })
        reduced.set(key, combine === 'add' ? values.reduce((a, b) => a + b, 0) : Math.max(neutral, ...values))
      }
    }
    table.set(
      expr,
      everywhere((leaf, i) => {
        switch (expr.kind) {
          case 'constant':
          case 'hyper':
            return expr.value
          case 'input':
            return xs[leaf].data[i]
          case 'slot':
            return expr.name === 'm' ? ms[leaf].data[i] : scalarValue
          case 'member':
            return 1
          case 'rank':
            return xs[leaf].shape.length
          case 'size':
            return groups.get(keysOf[leaf][i])?.length ?? NaN
          case 'whole':
            return results[leaf][i]
          case 'reduce':
            return reduced.get(keysOf[leaf][i]) ?? NaN
          case 'apply': {
            const [a, b = a, c = a] = args.map((arg) => arg[leaf][i])
            return expr.operation.evaluate(a, b, c)
          }
          case 'scheduled':
          case 'extra':
            return NaN
        }
      }),
    )
  }
  return table.get(root) ?? []
}

test('random rules with reductions over every extent agree every way, and with a naive interpreter of trees', () => {
  fc.assert(
    fc.property(
      formula,
      formula,
      formula,
      fc.uniqueArray(fc.constantFrom(...shapes), { minLength: 1, maxLength: 4 }),
      (update, nextMoment, nextScalar, chosen) => {
        const opt = transformation(
          {
            name: 'random',
            options: {},
            state: { m: moment(0.25), s: scalar(0.5) },
            rule: () => ({ update, m: nextMoment, s: e.reduceMax(nextScalar, 'tree') }),
          },
          () => ({}),
        )()
        const params: Leaves = chosen.map((shape, i) => leafOf(shape, i))
        const gradients = [0, 1].map((step): Leaves => chosen.map((shape, i) => leafOf(shape, 10 * step + i + 2)))
        const { updates, state } = everyWay(opt, params, gradients)
        let ms: Leaves = params.map(({ data, shape }) =>
          tensor(
            data.map(() => 0.25),
            shape,
          ),
        )
        let value = 0.5
        let wanted: readonly (readonly number[])[] = []
        for (const xs of gradients) {
          wanted = naive(update, xs, ms, value)
          const nextMs = naive(nextMoment, xs, ms, value)
          value = naive(e.reduceMax(nextScalar, 'tree'), xs, ms, value)[0][0]
          ms = nextMs.map((data, i) => tensor(Float64Array.from(data), chosen[i]))
        }
        const close = (a: number, b: number): void => {
          if (!(Math.abs(a - b) <= 1e-9 * (1 + Math.abs(b)))) expect.fail(`got ${a}, expected ${b}`)
        }
        wanted.forEach((leaf, k) => leaf.forEach((number, i) => close(updates[k].data[i], number)))
        const { m: moments, s: scalarAfter } = state as { readonly m: Leaves; readonly s: number }
        moments.forEach(({ data }, k) => data.forEach((number, i) => close(number, ms[k].data[i])))
        close(scalarAfter, value)
      },
    ),
    { numRuns: 400, seed: 20242 },
  )
}, 120_000)
