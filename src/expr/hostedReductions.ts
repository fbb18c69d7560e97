/** Reductions of values that the host has already: one for each leaf, or for each slice of one. @module */
import type { Axes } from './axes.ts'
import { joinScopes } from './intern.ts'
import type { Expr, ReduceNode, Scope } from './node.ts'

/** How the slices of one choice of axes lie in a leaf. */
export interface Slices {
  /** The number of the leaf's first slice among those of the whole tree. */
  readonly first: number
  readonly count: number
  /** How many elements each slice has. */
  readonly size: number
  /** For each axis of the leaf, how far apart in slice numbers its entries are; 0 for a reduced axis. */
  readonly strides: readonly number[]
}

/** Where a reduction is computed: the leaves, the choices of axes by number, and the values of expressions. */
export interface ReductionHost {
  readonly leaves: readonly {
    readonly shape: readonly number[]
    readonly size: number
    /** Per choice of axes. */
    readonly slices: readonly Slices[]
  }[]
  readonly axisOf: (choice: Axes) => number
}

/** Takes reductions of what does not vary by element, without a pass over the elements. */
export interface HostedReductions {
  /** Whether it can: the slices that it gives a value for are made of whole slices of what it reduces. */
  readonly takes: (node: ReduceNode, host: ReductionHost) => boolean
  /** What computes it. */
  readonly prepare: (node: ReduceNode, host: ReductionHost, vector: (expr: Expr) => Float64Array) => () => void
}

/** The narrowest scope in which all that is reduced can be read. */
const scopeOfArguments = ({ args }: ReduceNode): Scope => joinScopes(args.map(({ scope }) => scope))

/** The parts of leaves in which what is reduced is the same. */
interface Portions {
  /** The leaf of each, its entry in a value as wide as what is reduced, and that in the result. */
  readonly leaf: Int32Array
  readonly from: Int32Array
  readonly to: Int32Array
  /** How many elements it has. */
  readonly count: Float64Array
}

/** What a reduction goes over. Leaves without elements have no part in it. */
const portionsOf = (node: ReduceNode, { leaves, axisOf }: ReductionHost): Portions => {
  const { over } = node
  const scope = scopeOfArguments(node)
  const finest = typeof scope === 'object' ? axisOf(scope) : typeof over === 'object' ? axisOf(over) : -1
  const outer = typeof over === 'object' ? axisOf(over) : -1
  const whole: Slices = { first: 0, count: 1, size: 0, strides: [] }
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

/** See `HostedReductions`. */
export const hostedReductions: HostedReductions = {
  takes: (node, { leaves, axisOf }) => {
    const scope = scopeOfArguments(node)
    if (scope === 'element') return false
    if (typeof scope !== 'object' || typeof node.over !== 'object') return true
    const [outer, inner] = [axisOf(node.over), axisOf(scope)]
    return leaves.every(({ slices }) =>
      slices[outer].strides.every((stride, axis) => stride === 0 || slices[inner].strides[axis] !== 0),
    )
  },
  prepare: (node, host, vector) => {
    const out = vector(node)
    const { combined, combine, neutral, prepared } = node.reduction
    const { leaf, from, to, count } = portionsOf(node, host)
    const nowhere = new Int32Array(to.length)
    const [a, b = a] = node.args.map(vector)
    const [atA, atB = atA] = node.args.map(({ scope }) =>
      scope === 'uniform' ? nowhere : scope === 'leaf' ? leaf : from,
    )
    return () => {
      out.fill(neutral)
      for (let i = 0; i < to.length; i++) {
        const value = prepared(a[atA[i]], b[atB[i]])
        out[to[i]] = combined(out[to[i]], combine === 'add' ? value * count[i] : value)
      }
    }
  },
}
