import { describe, expect, it } from 'vitest'
import { primitives } from '../../../src/embed/primitives.ts'
import { toPrimitives } from '../../../src/embed/toPrimitives.ts'
import * as e from '../../../src/expr/index.ts'
import { postorder } from '../../../src/expr/postorder.ts'

const [x, y] = [e.input('update'), e.input('param')]
const p = e.less(x, y)

/** One formula for every operation of the language. */
const formulas = [
  e.add(x, y),
  e.sub(x, y),
  e.mul(x, y),
  e.div(x, y),
  e.min(x, y),
  e.max(x, y),
  e.pow(x, y),
  e.mod(x, y),
  ...[e.neg, e.abs, e.sqrt, e.sign, e.floor, e.exp, e.log, e.tanh, e.square, e.increment].map((operation) =>
    operation(x),
  ),
  ...[e.less, e.lessOrEqual, e.greater, e.greaterOrEqual, e.equal, e.notEqual].map((compare) => compare(x, y)),
  e.and(p, p),
  e.or(p, p),
  e.not(p),
  e.isNaN(x),
  e.isFinite(x),
  e.select(p, x, y),
]

const values = [0, -0, 1, -1, 2.5, -3.75, 1e20, Infinity, -Infinity, NaN]

describe('toPrimitives', () => {
  it.each(formulas.map((formula) => [e.print(formula), formula] as const))(
    'writes %s in what stacks have',
    (_, formula) => {
      const [written] = toPrimitives([formula])
      const names = postorder([written]).flatMap((expr) => (expr.kind === 'apply' ? [expr.operation.name] : []))
      expect(names.filter((name) => !(name in primitives))).toEqual([])
      for (const update of values) {
        for (const param of values) {
          expect(e.interpret(written, { update, param })).toBe(e.interpret(formula, { update, param }))
        }
      }
    },
  )

  it('scales a norm by the largest value, so that squares stay in range', () => {
    const [written] = toPrimitives([e.norm(x, 'tree')])
    expect(e.print(written)).toContain('max_tree(abs(update))')
    expect(e.interpret(written, { update: -3 })).toBe(3)
    expect(e.interpret(written, { update: 0 })).toBe(0)
    expect(e.interpret(written, { update: Infinity })).toBe(Infinity)
    expect(e.interpret(written, { update: NaN })).toBeNaN()
  })

  it('scales a root mean square in the same way', () => {
    expect(e.interpret(toPrimitives([e.rms(x, 'leaf')])[0], { update: -1e200 })).toBe(1e200)
  })
})
