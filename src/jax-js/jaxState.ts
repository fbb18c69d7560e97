/** States as jax-js wants trees: arrays throughout. @module */
import { numpy as np } from '@jax-js/jax'
import type { ProgramSlot } from '../compile/compose.ts'
import { treeSlot } from '../compile/state.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { openState, withSlots } from '../state/openState.ts'
import { isArray, isConcrete } from './jaxStack.ts'

const isScalarSlot = ({ kind }: ProgramSlot): boolean => kind === 'counter' || kind === 'scalar'

/** Reading these stops nothing: their numbers are in the memory of the host. */
const isOnHost = (x: np.Array): boolean => isConcrete(x) && (x.device === 'wasm' || x.device === 'cpu')

/** A tree with arrays for truth values and, since jax-js knows no null, an empty list for an empty subtree. */
const treeToJax = (tree: unknown): unknown => {
  if (tree === null) return []
  if (typeof tree === 'boolean') return np.array(tree)
  if (isArray(tree) || typeof tree !== 'object') return tree
  return Array.isArray(tree)
    ? tree.map(treeToJax)
    : Object.fromEntries(Object.entries(tree).map(([key, part]) => [key, treeToJax(part)]))
}

const partOf = (container: unknown, key: string): unknown =>
  typeof container === 'object' && container !== null
    ? Object.getOwnPropertyDescriptor(container, key)?.value
    : undefined

/** The inverse; `model` is a tree of the same structure without empty subtrees of this making. */
const treeFromJax = (tree: unknown, model: unknown): unknown => {
  if (Array.isArray(tree)) {
    return tree.length === 0 && isArray(model)
      ? null
      : tree.map((part, i) => treeFromJax(part, partOf(model, String(i))))
  }
  if (isArray(tree) || typeof tree !== 'object' || tree === null) return tree
  return Object.fromEntries(Object.entries(tree).map(([key, part]) => [key, treeFromJax(part, partOf(model, key))]))
}

const scalarToJax = ({ kind }: ProgramSlot, value: unknown): unknown => {
  const dtype = kind === 'counter' ? np.uint32 : np.float32
  if (typeof value === 'number') return np.array(value, { dtype })
  return isArray(value) && value.dtype !== dtype ? value.astype(dtype) : value
}

/** A state of optfuse as one of jax-js. Takes the arrays in it over. */
export const toJaxState = (transformation: AnyGradientTransformation, state: unknown): unknown => {
  const opened = openState(transformation, state, 'toJax')
  return withSlots(transformation, opened, (slot) =>
    isScalarSlot(slot)
      ? scalarToJax(slot, opened.states[slot.owner][slot.name])
      : treeToJax(treeSlot(opened.program, slot, opened.states)),
  )
}

/** The inverse. Counts that the host can read come as numbers; the arrays stay the caller's. */
export const fromJaxState = (transformation: AnyGradientTransformation, state: unknown, model: unknown): unknown => {
  const opened = openState(transformation, state, 'toJax')
  return withSlots(transformation, opened, (slot) => {
    if (!isScalarSlot(slot)) return treeFromJax(treeSlot(opened.program, slot, opened.states), model)
    const value = opened.states[slot.owner][slot.name]
    return isArray(value) && isOnHost(value) ? value.ref.item() : value
  })
}
