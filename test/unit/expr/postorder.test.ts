import { expect, test } from 'vitest'
import { add, input, interpret, mul, neg, print, sub, type Expr } from '../../../src/expr/index.ts'
import { postorder } from '../../../src/expr/postorder.ts'
import { rewrite } from '../../../src/expr/rewrite.ts'
import { simplify } from '../../../src/expr/simplify.ts'

const u = input('update')
const deep = (depth: number): Expr => {
  let expr: Expr = u
  for (let i = 0; i < depth; i++) expr = i % 2 === 0 ? add(expr, 1) : sub(expr, 1)
  return expr
}

test('every node comes once, after its arguments', () => {
  const square = mul(u, u)
  const root = add(square, neg(square))
  expect(postorder([root])).toEqual([u, square, neg(square), root])
  expect(postorder([square, root])).toEqual([u, square, neg(square), root])
  expect(postorder([])).toEqual([])
})

test('arguments that are not followed do not appear', () => {
  const square = mul(u, u)
  const root = add(square, 1)
  expect(postorder([root], (node) => (node === root ? [square] : []))).toEqual([square, root])
})

test('an expression 100,000 deep is walked, interpreted, simplified and rewritten without overflowing the stack', () => {
  const expr = deep(100_000)
  expect(postorder([expr])).toHaveLength(100_002)
  expect(interpret(expr, { update: 3 })).toBe(3)
  expect(simplify([expr])[0]).toBe(expr)
  const [doubled] = rewrite([expr], (node) => (node === u ? input('gradient') : node))
  expect(interpret(doubled, { gradient: 5 })).toBe(5)
})

test('an expression 2,000 deep is printed', () => {
  expect(print(deep(2000)).length).toBe('update'.length + 2000 * ' + 1'.length)
})

test('rewriting hands each node over once, its arguments already rewritten', () => {
  const square = mul(u, u)
  const seen: Expr[] = []
  const [out] = rewrite([add(square, square)], (node) => {
    seen.push(node)
    return node === u ? input('param') : node
  })
  const p = input('param')
  expect(out).toBe(add(mul(p, p), mul(p, p)))
  expect(seen).toEqual([u, mul(p, p), add(mul(p, p), mul(p, p))])
})
