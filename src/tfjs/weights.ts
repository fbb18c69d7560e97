/** A state as the named tensors that TensorFlow.js saves with a model. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { formatPath } from '../pytree/index.ts'
import type { ProgramSlot } from '../compile/compose.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { withSlots, type OpenState } from '../state/openState.ts'
import { entriesOf, isPerVariable, openNamed } from './namedState.ts'
import { nestByName } from './names.ts'
import type { NamedTensor, Runner } from './session.ts'
import type { TfModule } from './tfjsStack.ts'
import type * as Tf from '@tensorflow/tfjs-core'

const pathOf = ({ program }: OpenState, { owner, name }: ProgramSlot): string =>
  formatPath([...program.links[owner].path, name])

/** A number of 64 bits as two of 32, so that not a bit of it is lost. */
const bitsOf = (value: number): Int32Array => new Int32Array(Float64Array.of(value).buffer)

const numberOf = (data: ArrayLike<number>): number =>
  data.length === 2 ? new Float64Array(Int32Array.from(data).buffer)[0] : data[0]

/**
 * Each slot under its path: `[0].count` for a number, `[0].mu/dense/kernel` for what belongs to a variable. A count is one
 * int32, any other number the two halves of its 64 bits.
 */
export const toWeights = (
  tf: TfModule,
  transformation: AnyGradientTransformation,
  runner: Runner,
  state: unknown,
): NamedTensor[] => {
  const opened = openNamed(transformation, state)
  const toTensor = (value: unknown): Tf.Tensor =>
    typeof value === 'number' ? tf.tensor1d(bitsOf(value), 'int32') : runner.toTensor(value)
  return opened.program.slots.flatMap((slot): NamedTensor[] => {
    const path = pathOf(opened, slot)
    if (isPerVariable(slot)) {
      return Object.entries(entriesOf(opened, slot)).flatMap(([name, leaf]) =>
        leaf === null ? [] : [{ name: `${path}/${name}`, tensor: toTensor(leaf) }],
      )
    }
    const value = opened.states[slot.owner][slot.name]
    const isCount = slot.kind === 'counter' && typeof value === 'number'
    return [{ name: path, tensor: isCount ? tf.scalar(value, 'int32') : toTensor(value) }]
  })
}

/**
 * The state that the tensors describe. They are read, not kept.
 *
 * @param empty a state of the transformation for no variables
 * @throws OptfuseError `invalid-state` for a tensor that belongs to no slot, and for a number that is missing
 */
export const fromWeights = async (
  transformation: AnyGradientTransformation,
  runner: Runner,
  empty: unknown,
  weights: readonly NamedTensor[],
): Promise<unknown> => {
  const opened = openNamed(transformation, empty)
  const { slots } = opened.program
  const pathsOf = new Map(slots.map((slot) => [slot, pathOf(opened, slot)]))
  const slotOf = (weight: string): ProgramSlot => {
    const found = slots.find((slot) =>
      isPerVariable(slot) ? weight.startsWith(`${pathsOf.get(slot)}/`) : weight === pathsOf.get(slot),
    )
    if (found !== undefined) return found
    throw new OptfuseError('invalid-state', 'this weight belongs to no slot; another optimizer saved it.', {
      path: weight,
    })
  }
  const parts = await Promise.all(
    weights.map(async ({ name, tensor }) => ({ name, tensor, slot: slotOf(name), data: await tensor.data() })),
  )
  const numbers = new Map(
    parts.filter(({ slot }) => !isPerVariable(slot)).map(({ slot, data }) => [slot, numberOf(data)]),
  )
  const missing = slots.find((slot) => !isPerVariable(slot) && !numbers.has(slot))
  if (missing !== undefined) {
    throw new OptfuseError('invalid-state', 'this weight is missing.', { path: pathOf(opened, missing) })
  }
  return withSlots(transformation, opened, (slot) => {
    if (!isPerVariable(slot)) return numbers.get(slot)
    const start = pathOf(opened, slot).length + 1
    return nestByName(
      Object.fromEntries(
        parts
          .filter((part) => part.slot === slot)
          .map(({ name, tensor, data }) => [
            name.slice(start),
            slot.before.type === 'boolean'
              ? data[0] !== 0
              : slot.kind === 'leafScalar'
                ? numberOf(data)
                : runner.fromTensor(tensor),
          ]),
      ),
    )
  })
}
