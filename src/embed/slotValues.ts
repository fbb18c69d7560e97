/** Move a state on tensors between slots and nested records. @module */
import type { Program, ProgramSlot } from '../compile/compose.ts'
import type { Home } from '../compile/homes.ts'
import { extrasOf } from '../compile/slots.ts'
import { nestState, slotPath, treeSlot, type LinkState } from '../compile/state.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { flattenLike, unflatten, type TreeDef } from '../pytree/index.ts'
import { sameShape } from '../pytree/shape.ts'
import type { Definition } from '../rule/index.ts'
import { partsAt, reducedShape } from '../rule/slotParts.ts'
import type { Value } from './calculator.ts'
import type { TensorStack } from './tensorStack.ts'

/** The value of each slot of a program: one for the tree, or one number or tensor per leaf; NaN for leaves it is not kept for. */
export type SlotValues<T> = readonly (readonly Value<T>[])[]

/** @throws OptfuseError `disposed` for a tensor that was given back already */
const refuseReleased = <T extends object>(
  { isReleased, name }: TensorStack<T>,
  x: T,
  label: string,
  path: string,
): T => {
  if (isReleased?.(x) !== true) return x
  throw new OptfuseError('disposed', `${label}: this ${name} was disposed; nothing was computed.`, { path })
}

/** The leaves of a tree of tensors that should be like the one a def was made from. */
export const tensorsLike = <T extends object>(
  stack: TensorStack<T>,
  def: TreeDef,
  tree: unknown,
  label: string,
): readonly T[] =>
  flattenLike(def, tree, label).map((leaf, i) => {
    if (stack.is(leaf)) return refuseReleased(stack, leaf, label, def.paths[i])
    throw new OptfuseError('unsupported-leaf', `${label}: expected a ${stack.name}, as every leaf must be.`, {
      path: def.paths[i],
    })
  })

/** The extra arguments that a program reads, by name: numbers, or tensors of rank 0. */
export const readExtras = <T extends object>(
  stack: TensorStack<T>,
  program: Program,
  given: Readonly<Record<string, unknown>> = {},
): ReadonlyMap<string, Value<T>> => {
  const isScalar = (value: unknown): value is T => stack.is(value) && stack.shape(value).length === 0
  const numbers = Object.entries(given).map(([name, value]) => [name, isScalar(value) ? NaN : value])
  return new Map(
    [...extrasOf(program, Object.fromEntries(numbers))].map(([name, number]): [string, Value<T>] => {
      const value = given[name]
      return [name, isScalar(value) ? refuseReleased(stack, value, 'the extra arguments', name) : number]
    }),
  )
}

/** The values of the slots in the states of the links. */
export const readSlots = <T extends object>(
  stack: TensorStack<T>,
  program: Program,
  homes: readonly Home[],
  leafCount: number,
  states: readonly LinkState[],
): SlotValues<T> => {
  const placeOf = (slot: ProgramSlot, where = ''): string => slotPath(program, slot) + where
  const refuse = (slot: ProgramSlot, expected: string, where = ''): never => {
    throw new OptfuseError('invalid-state', `slot ${slot.name} must hold ${expected}.`, {
      transformation: program.links[slot.owner].name,
      path: placeOf(slot, where),
    })
  }
  const scalarAt = (slot: ProgramSlot): Value<T> => {
    const value = states[slot.owner][slot.name]
    if (typeof value === 'number') return value
    return stack.is(value) && stack.shape(value).length === 0
      ? refuseReleased(stack, value, 'state', placeOf(slot))
      : refuse(slot, 'a number, or a tensor of rank 0')
  }
  /** What is kept for one leaf, or for each slice of it. */
  const partAt = (slot: ProgramSlot, def: TreeDef, part: unknown, position: number): Value<T> => {
    const { scope, type } = slot.before
    const where = `.${def.paths[position]}`
    if (typeof scope === 'object') {
      const shape = reducedShape(scope, def.leaves[def.positions[position]])
      return stack.is(part) && sameShape(stack.shape(part), shape)
        ? refuseReleased(stack, part, 'state', placeOf(slot, where))
        : refuse(slot, `a ${stack.name} of shape [${shape.join(', ')}] for this leaf`, where)
    }
    if (typeof part === type) return Number(part)
    return stack.is(part)
      ? refuseReleased(stack, part, 'state', placeOf(slot, where))
      : refuse(slot, `${type === 'boolean' ? 'true, false' : 'a number'} or a tensor for each leaf`, where)
  }
  return program.slots.map((slot, i) => {
    if (slot.before.scope === 'uniform') return [scalarAt(slot)]
    const tree = treeSlot(program, slot, states)
    const { def, leaves } = homes[i]
    const found: readonly Value<T>[] =
      slot.parts !== undefined
        ? partsAt(def, tree).map((part, position) => partAt(slot, def, part, position))
        : tensorsLike(stack, def, tree, placeOf(slot))
    const values = Array.from({ length: leafCount }, (): Value<T> => NaN)
    leaves.forEach((leaf, k) => (values[leaf] = found[k]))
    return values
  })
}

/** The nested state of these values. */
export const nestSlots = <T extends object>(
  definition: Definition,
  program: Program,
  homes: readonly Home[],
  values: SlotValues<T>,
): unknown => {
  const states = program.links.map((): Record<string, unknown> => ({}))
  program.slots.forEach(({ owner, name, before: { scope, type } }, i) => {
    const { def, leaves } = homes[i]
    const kept = leaves.map((leaf) => values[i][leaf])
    states[owner][name] =
      scope === 'uniform'
        ? values[i][0]
        : unflatten(def, type === 'boolean' ? kept.map((flag) => (typeof flag === 'number' ? flag !== 0 : flag)) : kept)
  })
  return nestState(definition, states)
}
