/** Reductions of values that the host has already: one for each leaf, or for each slice of one. @module */
import type { Axes, Scope } from '../expr/index.ts'
import { joinScopes } from '../expr/intern.ts'
import type { ReduceNode } from '../expr/node.ts'
import type { Layout } from './layout.ts'

/** The parts of leaves in which what is reduced is the same. */
export interface Portions {
  /** The leaf of each, its entry in a value as wide as what is reduced, and that in the result. */
  readonly leaf: Int32Array
  readonly from: Int32Array
  readonly to: Int32Array
  /** How many elements it has. */
  readonly count: Float64Array
}

/** The narrowest scope in which all that is reduced can be read. */
const scopeOfArguments = ({ args }: ReduceNode): Scope => joinScopes(args.map(({ scope }) => scope))

/** Whether the slices of one choice of axes are made of whole slices of another, in every leaf. */
const isCoarser = ({ leaves }: Layout, outer: number, inner: number): boolean =>
  leaves.every(({ slices }) =>
    slices[outer].strides.every((stride, axis) => stride === 0 || slices[inner].strides[axis] !== 0),
  )

/** Whether the host can compute a reduction: nothing in it varies by element, and its slices are made of whole ones. */
export const isHosted = (node: ReduceNode, layout: Layout, axisOf: (choice: Axes) => number): boolean => {
  const scope = scopeOfArguments(node)
  if (scope === 'element') return false
  return (
    typeof scope !== 'object' || typeof node.over !== 'object' || isCoarser(layout, axisOf(node.over), axisOf(scope))
  )
}

/** What a hosted reduction goes over. Leaves without elements have no part in it. */
export const portionsOf = (node: ReduceNode, { leaves }: Layout, axisOf: (choice: Axes) => number): Portions => {
  const { over } = node
  const scope = scopeOfArguments(node)
  const finest = typeof scope === 'object' ? axisOf(scope) : typeof over === 'object' ? axisOf(over) : -1
  const outer = typeof over === 'object' ? axisOf(over) : -1
  const whole = { first: 0, count: 1, size: 0, strides: [] }
  const inner = leaves.map(({ slices, size }) => (size === 0 ? { ...whole, count: 0 } : (slices[finest] ?? whole)))
  const total = inner.reduce((sum, { count }) => sum + count, 0)
  const [leaf, from, to] = [new Int32Array(total), new Int32Array(total), new Int32Array(total)]
  const count = new Float64Array(total)
  let at = 0
  inner.forEach(({ first, count: slices, size, strides }, i) => {
    const { shape, slices: choices, size: elements } = leaves[i]
    const target = choices[outer]
    for (let slice = 0; slice < slices; slice++, at++) {
      let within = 0
      for (const [axis, stride] of strides.entries()) {
        if (stride !== 0) within += (Math.floor(slice / stride) % shape[axis]) * (target?.strides[axis] ?? 0)
      }
      leaf[at] = i
      from[at] = finest < 0 ? i : first + slice
      to[at] = over === 'tree' ? 0 : target === undefined ? i : target.first + within
      count[at] = finest < 0 ? elements : size
    }
  })
  return { leaf, from, to, count }
}
