/** Set injected hyperparameters. @module */
import { didYouMean } from '../errors/nearest.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { hyperparamsOf } from '../state/hyperparamsOf.ts'
import type { HasHyperparams } from './getHyperparams.ts'

/**
 * A state of `injectHyperparams` with other numbers; the one given stays as it is. The next step uses them, except for
 * those that follow a schedule, which the step computes anew.
 *
 * @throws OptfuseError `invalid-state` for a state that holds none, `unknown-option` for a name that is not in it,
 *   `invalid-option` for what is no finite number
 * @example
 * const opt = injectHyperparams(adam, { learningRate: 0.1 })
 * const state = setHyperparams(opt.init({ w: 0 }), { learningRate: 0.01 })
 * state.hyperparams.learningRate // 0.01
 */
export const setHyperparams = <H extends { readonly count: number }, S extends HasHyperparams<H>>(
  state: S & HasHyperparams<H>,
  values: Partial<Omit<S['hyperparams'], 'count'>>,
): S => {
  const hyperparams = hyperparamsOf(state, 'setHyperparams')
  const known = Object.keys(hyperparams).filter((name) => name !== 'count')
  for (const [name, value] of Object.entries(values)) {
    const place = { transformation: 'setHyperparams', path: name }
    if (!known.includes(name)) {
      throw new OptfuseError('unknown-option', `there is no hyperparameter "${name}".${didYouMean(name, known)}`, place)
    }
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new OptfuseError('invalid-option', `a hyperparameter must be a finite number, got ${String(value)}.`, place)
    }
  }
  return { ...state, hyperparams: { ...hyperparams, ...values } }
}
