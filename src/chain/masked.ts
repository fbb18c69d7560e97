/** Apply a transformation to some leaves only. @module */
import { wrapper } from '../define/wrapper.ts'
import { inner, mask } from '../options/choices.ts'
import type { Mask } from '../pytree/index.ts'
import {
  definitionOf,
  masksOf,
  maskSet,
  type AnyGradientTransformation,
  type GradientTransformation,
  type NeedsOf,
  type Sparse,
  type StateOf,
  type StateType,
  type StateTypeOf,
} from '../rule/index.ts'

interface Masked<Inner> {
  /** That of the transformation; where it holds trees, they have null in place of the leaves outside the mask. */
  readonly innerState: Inner
}

/** The state of a masked transformation. */
export interface MaskedState<S extends StateType> extends StateType {
  readonly state: Masked<StateOf<S, Sparse<this['params']>>>
}

const options = {
  inner: inner(),
  /** The leaves it sees. */
  mask: mask(),
}

/**
 * Apply a transformation to the leaves that a mask chooses; the others pass unchanged, and no state is kept for them.
 *
 * uᵢ = inner(u)ᵢ for leaves i in the mask, uᵢ otherwise
 *
 * Within, the tree is the chosen leaves: `masked(clipByGlobalNorm(1), mask)` measures only them. It costs no pass of its
 * own: leaves inside and outside run through kernels of their own, each once.
 *
 * @param wrapped the transformation
 * @param leaves which: a tree of booleans like the parameters, or of one boolean for a whole subtree; a list of path
 *   patterns such as `['**.kernel']`; a record from patterns to booleans, of which the first that matches counts; or a
 *   function of a leaf's path, shape and dtype. It is read once for each structure of parameters.
 * @throws OptfuseError when it first meets parameters that the mask does not fit: `structure-mismatch`,
 *   `invalid-pattern`, `invalid-option`, each naming the path
 * @example
 * const opt = chain(masked(addDecayedWeights(0.1), ['**.w']), scale(2))
 * const params = { w: 10, bias: 10 }
 * opt.update({ w: 1, bias: 1 }, opt.init(params), params)[0] // { w: 4, bias: 2 }
 */
export const masked = wrapper(
  {
    name: 'masked',
    options,
    define: (given) => ({
      names: ['innerState'],
      // A mask of all leaves is none.
      ...(given.mask === true ? {} : { masks: masksOf([maskSet('masked', given.mask)]) }),
      links: [definitionOf(given.inner, 'masked', 'its first argument')],
    }),
  },
  (make) =>
    <T extends AnyGradientTransformation>(
      wrapped: T,
      leaves: Mask,
    ): GradientTransformation<MaskedState<StateTypeOf<T>>, NeedsOf<T>> =>
      make({ inner: wrapped, mask: leaves }),
)
