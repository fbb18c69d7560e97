/** What parameters and the state of an optimizer consist of, by name. @module */
import type { Program, ProgramSlot } from '../compile/compose.ts'
import { homesOf, type Home } from '../compile/homes.ts'
import { readMoment } from '../compile/slots.ts'
import { numberSlot, slotPath, treeSlot, type LinkState } from '../compile/state.ts'
import { firstOfTies } from '../pytree/firstOfTies.ts'
import { formatPath, readLeaf, type Dtype, type FloatArray, type TreeDef } from '../pytree/index.ts'

/** One array of a checkpoint, named by its path: `params.enc.w`, `state[1].mu.enc.w`, `state[1].count`. */
export interface Place {
  readonly name: string
  readonly dtype: Dtype
  readonly shape: readonly number[]
}

/** The arrays of one slot of the state: of a moment one a leaf, else its numbers. */
export interface SlotPlaces {
  readonly slot: ProgramSlot
  readonly home: Home
  readonly places: readonly Place[]
}

/** All that there is to save, in order. */
export interface Places {
  readonly params: readonly Place[]
  readonly slots: readonly SlotPlaces[]
}

/** The places of parameters of this structure and of the state that a program keeps for them. Tied leaves are one. */
export const placesOf = (program: Program, def: TreeDef): Places => {
  const homes = homesOf(def)
  return {
    params: def.leaves.map(({ keys, info: { dtype, shape } }) => ({
      name: formatPath(['params', ...keys]),
      dtype,
      shape,
    })),
    slots: program.slots.map((slot) => {
      const home = homes(slot)
      const { kind, parts } = slot
      const keys = ['state', ...program.links[slot.owner].path, slot.name]
      if (kind !== 'moment' && parts === undefined) {
        return { slot, home, places: [{ name: formatPath(keys), dtype: 'float64', shape: [] }] }
      }
      const places = home.def.leaves.map((leaf): Place => {
        const name = formatPath([...keys, ...leaf.keys])
        if (parts === undefined) return { name, dtype: leaf.info.dtype, shape: leaf.info.shape }
        const count = parts.count(leaf)
        return { name, dtype: 'float64', shape: count === 1 ? [] : [count] }
      })
      return { slot, home, places }
    }),
  }
}

/**
 * The numbers at the places of a slot in a state.
 *
 * @throws OptfuseError naming the slot and the leaf, where the state is not one of this program for such parameters
 */
export const numbersAt = (
  program: Program,
  states: readonly LinkState[],
  { slot, home }: SlotPlaces,
): readonly FloatArray[] => {
  const { kind, parts } = slot
  if (kind === 'moment') return readMoment(program, { slot, home }, states).map(readLeaf)
  if (parts === undefined) return [Float64Array.of(numberSlot(program, slot, states))]
  const place = { transformation: program.links[slot.owner].name, path: slotPath(program, slot) }
  const read = parts.read(home.def, treeSlot(program, slot, states), slot.name, place)
  return firstOfTies(home.def, read).map((numbers) => Float64Array.from(numbers))
}
