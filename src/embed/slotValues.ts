/** Move a state on tensors between slots and nested records. @module */
import type { Program, ProgramSlot } from '../compile/compose.ts'
import type { Home } from '../compile/homes.ts'
import { nestState, statePath, treeSlot, type LinkState } from '../compile/state.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { flattenLike, unflatten, type TreeDef } from '../pytree/index.ts'
import { positionKeys } from '../pytree/treeDef.ts'
import type { Definition } from '../rule/index.ts'
import type { Value } from './calculator.ts'
import type { TensorStack } from './tensorStack.ts'

/** The value of each slot of a program: one for the tree, or one per leaf; NaN for leaves it is not kept for. */
export type SlotValues<T> = readonly (readonly Value<T>[])[]

/** The leaves of a tree of tensors that should be like the one a def was made from. */
export const tensorsLike = <T extends object>(
  { is, name }: TensorStack<T>,
  def: TreeDef,
  tree: unknown,
  label: string,
): readonly T[] =>
  flattenLike(def, tree, label).map((leaf, i) => {
    if (is(leaf)) return leaf
    throw new OptfuseError('unsupported-leaf', `${label}: expected a ${name}, as every leaf must be.`, {
      path: def.paths[i],
    })
  })

/** The values of the slots in the states of the links. */
export const readSlots = <T extends object>(
  stack: TensorStack<T>,
  program: Program,
  homes: readonly Home[],
  leafCount: number,
  states: readonly LinkState[],
): SlotValues<T> => {
  const refuse = ({ owner, name }: ProgramSlot, expected: string, where = ''): never => {
    const link = program.links[owner]
    throw new OptfuseError('invalid-state', `slot ${name} must hold ${expected}.`, {
      transformation: link.name,
      path: `${statePath(link)}.${name}${where}`,
    })
  }
  const scalarAt = (slot: ProgramSlot): Value<T> => {
    const value = states[slot.owner][slot.name]
    if (typeof value === 'number') return value
    return stack.is(value) && stack.shape(value).length === 0 ? value : refuse(slot, 'a number, or a tensor of rank 0')
  }
  const flagAt = (slot: ProgramSlot, def: TreeDef, tree: unknown, position: number): Value<T> => {
    const flag = positionKeys(def, position).reduce<unknown>(
      (part, key) =>
        typeof part === 'object' && part !== null ? Object.getOwnPropertyDescriptor(part, key)?.value : undefined,
      tree,
    )
    if (typeof flag === 'boolean') return flag ? 1 : 0
    return stack.is(flag) ? flag : refuse(slot, 'true, false or a tensor for each leaf', `.${def.paths[position]}`)
  }
  return program.slots.map((slot, i) => {
    if (slot.kind === 'counter' || slot.kind === 'scalar') return [scalarAt(slot)]
    const tree = treeSlot(program, slot, states)
    const { def, leaves } = homes[i]
    const found: readonly Value<T>[] =
      slot.kind === 'leafFlag'
        ? def.positions.map((_, position) => flagAt(slot, def, tree, position))
        : tensorsLike(stack, def, tree, `${statePath(program.links[slot.owner])}.${slot.name}`)
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
  program.slots.forEach(({ owner, name, kind }, i) => {
    const { def, leaves } = homes[i]
    const kept = leaves.map((leaf) => values[i][leaf])
    states[owner][name] =
      kind === 'moment'
        ? unflatten(def, kept)
        : kind === 'leafFlag'
          ? unflatten(
              def,
              kept.map((flag) => (typeof flag === 'number' ? flag !== 0 : flag)),
            )
          : values[i][0]
  })
  return nestState(definition, states)
}
