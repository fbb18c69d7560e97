/** The hyperparameters in a state. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'

/** The hyperparameters in a state, which callers that are not type-checked may have taken from elsewhere. */
export const hyperparamsOf = <H>(state: { readonly hyperparams: H } | null | undefined, caller: string): H => {
  const hyperparams = state?.hyperparams
  if (typeof hyperparams === 'object' && hyperparams !== null) return hyperparams
  throw new OptfuseError(
    'invalid-state',
    'this state holds no hyperparameters; give the part of it that injectHyperparams made, such as state[1] in a chain.',
    { transformation: caller },
  )
}
