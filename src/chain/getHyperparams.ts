/** Read injected hyperparameters. @module */
import { hyperparamsOf } from '../state/hyperparamsOf.ts'

/** A state that `injectHyperparams` made. */
export interface HasHyperparams<H> {
  readonly hyperparams: H
}

/**
 * The numbers in the state of an optimizer made by `injectHyperparams`: those the last step used, or will be used by the
 * first.
 *
 * @throws OptfuseError `invalid-state` for a state that holds none
 * @example
 * const opt = injectHyperparams(adam, { learningRate: 0.1 })
 * getHyperparams(opt.init({ w: 0 })).learningRate // 0.1
 */
export const getHyperparams = <H extends { readonly count: number }>(state: HasHyperparams<H>): Omit<H, 'count'> => {
  const { count: _, ...numbers } = hyperparamsOf(state, 'getHyperparams')
  return numbers
}
