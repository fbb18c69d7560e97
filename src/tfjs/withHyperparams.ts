/** Set injected hyperparameters between steps. @module */
import type { ProgramSlot } from '../compile/compose.ts'
import { didYouMean } from '../errors/nearest.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { withSlots } from '../state/openState.ts'
import { openNamed } from './namedState.ts'

/**
 * The state with other values for hyperparameters, in every `injectHyperparams` that has one of the name.
 *
 * @param replaced told of each value that another one takes the place of
 * @throws OptfuseError `unknown-option` for a name that is not injected, `invalid-option` for what is no finite number
 */
export const withHyperparams = (
  transformation: AnyGradientTransformation,
  state: unknown,
  values: Readonly<Record<string, number>>,
  replaced: (value: unknown) => void,
): unknown => {
  const opened = openNamed(transformation, state)
  const { links, slots } = opened.program
  const isInjected = ({ owner, kind }: ProgramSlot): boolean =>
    links[owner].name === 'injectHyperparams' && kind === 'scalar'
  const known = [...new Set(slots.filter(isInjected).map(({ name }) => name))]
  for (const [name, value] of Object.entries(values)) {
    const place = { transformation: 'setHyperparams', path: name }
    if (!known.includes(name)) {
      const hint = known.length === 0 ? ' Wrap the optimizer in injectHyperparams.' : didYouMean(name, known)
      throw new OptfuseError('unknown-option', `there is no injected hyperparameter "${name}".${hint}`, place)
    }
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new OptfuseError('invalid-option', `a hyperparameter must be a finite number, got ${String(value)}.`, place)
    }
  }
  return withSlots(transformation, opened, (slot) => {
    if (!isInjected(slot) || !Object.hasOwn(values, slot.name)) return undefined
    replaced(opened.states[slot.owner][slot.name])
    return values[slot.name]
  })
}
