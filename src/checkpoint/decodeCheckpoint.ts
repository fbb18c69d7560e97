/** Parameters and optimizer state from bytes, errors as values. @module */
import * as E from 'fp-ts/lib/Either.js'
import { compose, type ProgramSlot } from '../compile/compose.ts'
import { homesOf } from '../compile/homes.ts'
import { pureStep } from '../compile/pure.ts'
import { treeOf, writeState, type Kept } from '../compile/slots.ts'
import { linkStates } from '../compile/state.ts'
import type { OptfuseError } from '../errors/OptfuseError.ts'
import { flatten, readLeaf, unflattenUnique, type FloatArray } from '../pytree/index.ts'
import { leafFrom } from '../pytree/leafFrom.ts'
import { definitionOf, type AnyGradientTransformation, type StateOf, type StateTypeOf } from '../rule/index.ts'
import { match, type CheckpointOptions } from './match.ts'
import { numbersAt, placesOf, type Place } from './places.ts'
import { readFile } from './readFile.ts'

/** What came out of a checkpoint. */
export interface Checkpoint<P, S> {
  readonly params: P
  readonly state: S
  /** The texts that were saved beside them. */
  readonly metadata: Readonly<Record<string, string>>
  /** What the checkpoint had not, and has its first value now; none unless `strict` is false. */
  readonly missing: readonly string[]
  /** What was left out of the checkpoint, by its name there; none unless `strict` is false. */
  readonly unexpected: readonly string[]
}

/**
 * The parameters and the state that were saved, or what is wrong with the checkpoint.
 *
 * @param params parameters like those that were saved: their structure, shapes, dtypes and ties
 * @param bytes a whole file; nothing of it is kept
 * @returns `Left` of an `invalid-checkpoint` error: for bytes that are cut short, changed, or no safetensors file; for an
 *   array of another shape or dtype, naming its path; for arrays that are missing or unexpected, listing them, unless
 *   `strict` is false. `Right` of the checkpoint
 * @example
 * decodeCheckpoint(sgd(0.1), { w: 3 }, new Uint8Array(3))._tag // 'Left'
 */
export const decodeCheckpoint = <T extends AnyGradientTransformation, P>(
  transformation: T,
  params: P,
  bytes: Uint8Array,
  options: CheckpointOptions = {},
): E.Either<OptfuseError, Checkpoint<P, StateOf<StateTypeOf<T>, P>>> => {
  const definition = definitionOf(transformation, 'decodeCheckpoint', 'its first argument')
  const program = compose(definition)
  const { def, leaves } = flatten(params)
  const places = placesOf(program, def)

  const file = readFile(bytes)
  if (E.isLeft(file)) return file
  const { entries, metadata, read } = file.right
  const matched = match(entries, [...places.params, ...places.slots.flatMap((slot) => slot.places)], options)
  if (E.isLeft(matched)) return matched
  const { sources, missing, unexpected } = matched.right
  const saved = ({ name }: Place): FloatArray | undefined => {
    const source = sources.get(name)
    return source === undefined ? undefined : read(source)
  }

  const restored = unflattenUnique(
    def,
    places.params.map((place, i) =>
      leafFrom(def.leaves[i].info, saved(place) ?? readLeaf(leaves[i]).slice(), leaves[i]),
    ),
  )
  const first = missing.length > 0 ? linkStates(definition, pureStep(definition, 'auto').init(restored)) : []
  const arrays = new Map(
    places.slots.map((slot): [ProgramSlot, readonly FloatArray[]] => {
      const found = slot.places.map(saved)
      const initial = found.includes(undefined) ? numbersAt(program, first, slot) : []
      return [slot.slot, found.map((array, i) => array ?? initial[i])]
    }),
  )
  const arraysOf = (slot: ProgramSlot): readonly FloatArray[] => arrays.get(slot) ?? []
  const homes = homesOf(def)
  const kept: Kept = {
    number: (slot) => arraysOf(slot)[0][0],
    parts: (slot) => (leaf) => Float64Array.from(arraysOf(slot)[homes(slot).leaves.indexOf(leaf)]),
  }
  const moments = program.slots.filter(({ kind }) => kind === 'moment')
  const state = writeState(definition, program, def, kept, (index) =>
    treeOf(homes(moments[index]).def, arraysOf(moments[index])),
  )
  return E.right({
    // Rebuilt on the structures that the types describe.
    params: restored as P,
    state: state as StateOf<StateTypeOf<T>, P>,
    metadata,
    missing,
    unexpected,
  })
}
