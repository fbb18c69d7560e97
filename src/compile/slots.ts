/** Move the state between a machine and nested records. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import { evaluate } from '../expr/evaluate.ts'
import { extra, input } from '../expr/index.ts'
import { flattenLike, unflattenUnique, type FloatArray, type TreeDef } from '../pytree/index.ts'
import { dtypeOf, newFloatArray } from '../pytree/floatArray.ts'
import { firstOfTies } from '../pytree/firstOfTies.ts'
import { leafFrom } from '../pytree/leafFrom.ts'
import type { Definition, ExtraArguments } from '../rule/index.ts'
import type { SlotParts } from '../rule/slotParts.ts'
import type { Program, ProgramSlot } from './compose.ts'
import { homesOf } from './homes.ts'
import type { Host } from './host.ts'
import type { Moment, Plan } from './plan.ts'
import { nestState, numberSlot, slotPath, treeSlot, type LinkState } from './state.ts'

/** The first value of a slot that does not start at the parameters: a constant, an option, or a schedule at count 0. */
export const initialOf = ({ initial }: ProgramSlot): number =>
  evaluate(initial, (expr, valueOf) =>
    expr.kind === 'hyper'
      ? expr.value
      : expr.kind === 'scheduled'
        ? expr.schedule(valueOf(expr.count))
        : expr.kind === 'slot'
          ? 0
          : undefined,
  ) ?? NaN

/** Whether a moment starts as a copy of the parameters. */
export const startsAtParams = ({ initial }: ProgramSlot): boolean => initial === input('param')

/** The first elements of a moment for a leaf with these elements. */
export const firstElements = (slot: ProgramSlot, param: FloatArray): FloatArray => {
  if (startsAtParams(slot)) return param.slice()
  const value = initialOf(slot)
  const elements = newFloatArray(dtypeOf(param), param.length)
  return value === 0 ? elements : elements.fill(value)
}

/** A tree from one array per unique leaf; ties stay ties. */
export const treeOf = (def: TreeDef, arrays: readonly FloatArray[]): unknown => {
  const leaves = def.leaves.map(({ info }, i) => leafFrom(info, arrays[i]))
  return unflattenUnique(def, leaves)
}

/** The leaves of a moment in a given state, one per unique leaf it is kept for. */
export const readMoment = (
  program: Program,
  { slot, home: { def } }: Pick<Moment, 'slot' | 'home'>,
  states: readonly LinkState[],
): readonly unknown[] => firstOfTies(def, flattenLike(def, treeSlot(program, slot, states), slotPath(program, slot)))

/** Put what a given state holds beside its moments where the host reads it. */
export const readScalars = (program: Program, def: TreeDef, host: Host, states: readonly LinkState[]): void => {
  const homes = homesOf(def)
  for (const slot of program.slots) {
    if (slot.parts !== undefined) {
      const home = homes(slot)
      const target = host.vector(slot.before)
      const place = { transformation: program.links[slot.owner].name, path: slotPath(program, slot) }
      const parts = slot.parts.read(home.def, treeSlot(program, slot, states), slot.name, place)
      firstOfTies(home.def, parts).forEach((numbers, i) =>
        host.part(target, slot.before.scope, home.leaves[i]).set(numbers),
      )
    } else if (slot.kind !== 'moment') host.vector(slot.before).fill(numberSlot(program, slot, states))
  }
}

/** The extra arguments that a program reads, by name. NaN and infinities are numbers like any other. */
export const extrasOf = (
  { extras }: Program,
  given: Readonly<Record<string, unknown>> | undefined,
): ReadonlyMap<string, number> =>
  new Map(
    [...extras].map(([name, transformation]): [string, number] => {
      const value = given?.[name]
      if (typeof value === 'number') return [name, value]
      throw new OptfuseError(
        'missing-argument',
        `this transformation reads the number ${name} at every step, got ${value === undefined ? 'none' : show(value)}; call update(gradients, state, params, { ${name} }), or step(gradients, { ${name} }) of a run.`,
        { transformation },
      )
    }),
  )

/** Put the extra arguments of a step where the host reads them. */
export const readExtras = (program: Program, host: Host, given: ExtraArguments | undefined): void => {
  for (const [name, value] of extrasOf(program, given)) host.vector(extra(name)).fill(value)
}

/** Put the first values of all but the moments where the host reads them. */
export const resetScalars = (program: Program, host: Host): void => {
  for (const slot of program.slots) if (slot.kind !== 'moment') host.vector(slot.before).fill(initialOf(slot))
}

/** Carry all but the moments of a finished step over to the next. */
export const advanceScalars = ({ program, def }: Plan, host: Host): void => {
  const scalars = program.slots.filter((slot) => slot.kind !== 'moment')
  const after = scalars.map((slot) => host.spread(slot.after, slot.before.scope).slice())
  scalars.forEach(({ before, parts }, i) => {
    const target = host.vector(before)
    target.set(after[i])
    if (parts?.settle === undefined) return
    for (const [leaf, each] of def.leaves.entries()) parts.settle(host.part(target, before.scope, leaf), each)
  })
}

/** What becomes of the numbers kept beside the moments: one for the tree, or those of a leaf. */
export interface Kept {
  readonly number: (slot: ProgramSlot) => number
  readonly parts: (slot: ProgramSlot) => (leaf: number) => Float64Array
}

/** What the host keeps before a step, or has after it. */
export const keptBy = (host: Host, when: 'before' | 'after'): Kept => ({
  number: (slot) => host.vector(slot[when])[0],
  parts: (slot) => {
    const { scope } = slot.before
    const values = host.spread(slot[when], scope)
    return (leaf) => host.part(values, scope, leaf).slice()
  },
})

/**
 * The nested state.
 *
 * @param kept the numbers beside the moments; none for the first state
 * @param moment the tree of a moment, by its index among the moments
 */
export const writeState = (
  definition: Definition,
  program: Program,
  def: TreeDef,
  kept: Kept | undefined,
  moment: (index: number) => unknown,
): unknown => {
  const homes = homesOf(def)
  const states = program.links.map((): Record<string, unknown> => ({}))
  let moments = 0
  for (const slot of program.slots) {
    const { kind, parts } = slot
    const partsTree = ({ count, write }: SlotParts): unknown => {
      const home = homes(slot)
      const first = initialOf(slot)
      const part = kept?.parts(slot)
      return unflattenUnique(
        home.def,
        home.def.leaves.map((leaf, i) =>
          write(part?.(home.leaves[i]) ?? new Float64Array(count(leaf)).fill(first), leaf),
        ),
      )
    }
    states[slot.owner][slot.name] =
      kind === 'moment'
        ? moment(moments++)
        : parts === undefined
          ? (kept?.number(slot) ?? initialOf(slot))
          : partsTree(parts)
  }
  return nestState(definition, states)
}
