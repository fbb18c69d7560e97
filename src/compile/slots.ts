/** Move the state between a machine and nested records. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import { evaluate } from '../expr/evaluate.ts'
import { extra, input } from '../expr/index.ts'
import { flattenLike, unflatten, type FloatArray, type TreeDef } from '../pytree/index.ts'
import { dtypeOf, newFloatArray } from '../pytree/floatArray.ts'
import { leafFrom } from '../pytree/leafFrom.ts'
import type { Definition, ExtraArguments } from '../rule/index.ts'
import type { Program, ProgramSlot } from './compose.ts'
import { homesOf, type Home } from './homes.ts'
import type { Host } from './host.ts'
import type { Moment } from './plan.ts'
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
  return unflatten(
    def,
    def.positions.map((leaf) => leaves[leaf]),
  )
}

/** The unique leaves among leaves by position: the first of each tie. */
export const firstOfTies = <T>(def: TreeDef, byPosition: readonly T[]): readonly T[] => {
  if (def.positions.length === def.leaves.length) return byPosition
  const unique: T[] = []
  def.positions.forEach((leaf, position) => {
    if (leaf === unique.length) unique.push(byPosition[position])
  })
  return unique
}

/** The leaves of a moment in a given state, one per unique leaf it is kept for. */
export const readMoment = (
  program: Program,
  { slot, home: { def } }: Pick<Moment, 'slot' | 'home'>,
  states: readonly LinkState[],
): readonly unknown[] => firstOfTies(def, flattenLike(def, treeSlot(program, slot, states), slotPath(program, slot)))

/** Put the numbers and truth values of a given state where the host reads them. */
export const readScalars = (program: Program, def: TreeDef, host: Host, states: readonly LinkState[]): void => {
  const homes = homesOf(def)
  for (const slot of program.slots) {
    if (slot.readFlags !== undefined) {
      const home = homes(slot)
      const target = host.vector(slot.before)
      const place = { transformation: program.links[slot.owner].name, path: slotPath(program, slot) }
      const flags = slot.readFlags(home.def, treeSlot(program, slot, states), slot.name, place)
      firstOfTies(home.def, flags).forEach((flag, i) => (target[home.leaves[i]] = flag))
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

/** Put the first values of the numbers and truth values where the host reads them. */
export const resetScalars = (program: Program, host: Host): void => {
  for (const slot of program.slots) if (slot.kind !== 'moment') host.vector(slot.before).fill(initialOf(slot))
}

/** Carry the numbers and truth values of a finished step over to the next. */
export const advanceScalars = (program: Program, host: Host): void => {
  const scalars = program.slots.filter((slot) => slot.kind !== 'moment')
  const after = scalars.map((slot) => host.vector(slot.after).slice())
  scalars.forEach((slot, i) => {
    const target = host.vector(slot.before)
    if (after[i].length === target.length) target.set(after[i])
    else target.fill(after[i][0])
  })
}

const flagTree = ({ def, leaves }: Home, flags: Float64Array): unknown =>
  unflatten(
    def,
    def.positions.map((leaf) => flags[flags.length === 1 ? 0 : leaves[leaf]] !== 0),
  )

/**
 * The nested state.
 *
 * @param number the value of a number or truth-value slot: one entry, or one per leaf
 * @param moment the tree of a moment, by its index among the moments
 */
export const writeState = (
  definition: Definition,
  program: Program,
  def: TreeDef,
  number: (slot: ProgramSlot) => Float64Array,
  moment: (index: number) => unknown,
): unknown => {
  const homes = homesOf(def)
  const states = program.links.map((): Record<string, unknown> => ({}))
  let moments = 0
  for (const slot of program.slots) {
    states[slot.owner][slot.name] =
      slot.kind === 'moment'
        ? moment(moments++)
        : slot.kind === 'leafFlag'
          ? flagTree(homes(slot), number(slot))
          : number(slot)[0]
  }
  return nestState(definition, states)
}
