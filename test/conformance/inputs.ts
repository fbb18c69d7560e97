/** The parameters and gradients of a conformance case. inputs.py makes the same numbers. @module */
import { readFileSync } from 'node:fs'
import { readLeaf, tensor } from '../../src/pytree/index.ts'

/** A tree whose leaves are shapes, such as `2x3`; the empty string is a scalar's. */
export type ShapeTree = string | readonly ShapeTree[] | { readonly [key: string]: ShapeTree }

export type Dtype = 'float32' | 'float64'

/** What a spec file says of a case about its inputs. */
export interface InputCase {
  readonly tree?: string
  readonly gradients?: string
  /** The kind of numbers that the losses, the extra argument `value`, are made of. */
  readonly losses?: string
  readonly seed: number
  readonly steps?: number
}

const trees: Readonly<Record<string, ShapeTree>> = JSON.parse(
  readFileSync(new URL('trees.json', import.meta.url), 'utf8'),
)

/** Whole numbers in [0, 65536): the upper halves of a linear congruential generator's states. */
const numbers = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0
    return state >>> 16
  }
}

const ordinary = (u: number): number => (u - 32768) / 16384

const gradientKinds: Readonly<Record<string, (u: number) => number>> = {
  ordinary,
  small: (u) => ordinary(u) / 1024,
  large: (u) => ordinary(u) * 1024,
  withZeros: (u) => (u % 4 === 0 ? 0 : ordinary(u)),
  withNans: (u) => (u % 4 === 0 ? NaN : ordinary(u)),
  rarelyNotFinite: (u) => (u % 97 === 0 ? NaN : u % 101 === 0 ? Infinity : ordinary(u)),
}

/** One leaf of a shape tree. */
export interface ShapeLeaf {
  readonly path: string
  readonly shape: readonly number[]
  readonly size: number
}

const leavesOf = (tree: ShapeTree, path: string): readonly ShapeLeaf[] => {
  if (typeof tree === 'string') {
    const shape = tree === '' ? [] : tree.split('x').map(Number)
    return [{ path, shape, size: shape.reduce((product, size) => product * size, 1) }]
  }
  return Object.entries(tree).flatMap(([key, child]) => leavesOf(child, path === '' ? key : `${path}.${key}`))
}

// Thousands of cases use a handful of trees.
const leaves = new Map(Object.entries(trees).map(([name, tree]) => [name, leavesOf(tree, '')]))

/** The leaves of the tree of that name, in the order in which they are written. */
export const shapeLeaves = (name: string): readonly ShapeLeaf[] => leaves.get(name) ?? []

const makeLeaf = ({ shape, size }: ShapeLeaf, dtype: Dtype, next: () => number): unknown => {
  const data = dtype === 'float32' ? new Float32Array(size) : new Float64Array(size)
  for (let i = 0; i < size; i++) data[i] = next()
  if (shape.length === 0 && dtype === 'float64') return data[0]
  return shape.length === 1 ? data : tensor(data, shape)
}

/** The tree of that name with leaves of the given dtype, their elements taken one after another from `next`. */
export const makeTree = (name: string, dtype: Dtype, next: () => number): unknown => {
  const shapes = shapeLeaves(name).values()
  const build = (tree: ShapeTree): unknown => {
    if (typeof tree === 'string') return makeLeaf(shapes.next().value ?? { path: '', shape: [], size: 1 }, dtype, next)
    if (Array.isArray(tree)) return tree.map(build)
    return Object.fromEntries(Object.entries(tree).map(([key, child]) => [key, build(child)]))
  }
  return build(trees[name])
}

/** The elements of every leaf of a tree built by `makeTree`, in the order in which it was filled. */
export const readTree = (name: string, tree: unknown): readonly number[] => {
  const elements: number[] = []
  const read = (shapes: ShapeTree, node: unknown): void => {
    if (typeof shapes === 'string') {
      for (const element of readLeaf(node)) elements.push(element)
      return
    }
    const children = new Map(Object.entries(node ?? {}))
    for (const [key, child] of Object.entries(shapes)) read(child, children.get(key))
  }
  read(trees[name], tree)
  return elements
}

/** What the steps of a case are given. */
export interface Inputs {
  readonly params: unknown
  readonly gradients: readonly unknown[]
  /** A number of at least 0 for every step, unless its kind says otherwise. */
  readonly losses: readonly number[]
}

/** The parameters, and the gradients of every step, from one stream of numbers; the losses from another. */
export const makeInputs = (
  { tree = 'mixed', gradients = 'ordinary', losses = 'ordinary', seed, steps = 20 }: InputCase,
  dtype: Dtype,
): Inputs => {
  const next = numbers(seed)
  const nextLoss = numbers(seed + 7919)
  const params = makeTree(tree, dtype, () => ordinary(next()))
  return {
    params,
    gradients: Array.from({ length: steps }, () => makeTree(tree, dtype, () => gradientKinds[gradients](next()))),
    losses: Array.from({ length: steps }, () => gradientKinds[losses](nextLoss()) + 2),
  }
}
