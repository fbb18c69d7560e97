/** Apply different transformations to different leaves. @module */
import { kindsDefinition, type KindsState } from '../define/byKind.ts'
import { wrapper } from '../define/wrapper.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { innerByName, labels } from '../options/choices.ts'
import type { Labels } from '../pytree/index.ts'
import type { AnyGradientTransformation, GradientTransformation, NeedsOf, StateOf, StateType } from '../rule/index.ts'

interface Partitioned<T extends Readonly<Record<string, AnyGradientTransformation>>, P> {
  /** Those of the transformations by label; where they hold trees, null stands for the leaves under other labels. */
  readonly innerStates: StateOf<KindsState<T>, P>
}

/** The state of a partition. */
export interface PartitionState<T extends Readonly<Record<string, AnyGradientTransformation>>> extends StateType {
  readonly state: Partitioned<T, this['params']>
}

const options = {
  /** The transformations by label. */
  transforms: innerByName(),
  /** The label of each leaf. */
  paramLabels: labels(),
}

/**
 * Apply to each leaf the transformation of its label. State is kept only where it is needed, and a step still goes over
 * each leaf once.
 *
 * `uᵢ = transforms[label(i)](u)ᵢ`
 *
 * Each transformation sees its own leaves as the whole tree: a `clipByGlobalNorm` within one measures only them. To
 * measure all leaves, put it before the partition.
 *
 * @param transforms the transformations by label; one may go unused
 * @param paramLabels the labels: a tree like the parameters, or of one label for a whole subtree; a record from path
 *   patterns to labels, of which the first that matches counts; or a function of a leaf's path, shape and dtype. They are
 *   read once for each structure of parameters.
 * @throws OptfuseError `invalid-option` for no transformations; when it first meets parameters, `invalid-option` for a
 *   label without a transformation, `invalid-pattern` for a leaf no pattern matches, `structure-mismatch`, each naming the
 *   path
 * @example
 * const opt = partition({ fast: sgd(1), slow: sgd(0.1) }, { 'head.**': 'fast', '**': 'slow' })
 * const params = { body: 0, head: { w: 0 } }
 * opt.update({ body: 1, head: { w: 1 } }, opt.init(params))[0] // { body: -0.1, head: { w: -1 } }
 */
export const partition = wrapper(
  {
    name: 'partition',
    options,
    define: ({ transforms, paramLabels }) => {
      if (Object.keys(transforms).length === 0) {
        throw new OptfuseError('invalid-option', 'there must be a transformation for at least one label.', {
          transformation: 'partition',
        })
      }
      return { names: ['innerStates'], links: [kindsDefinition('partition', transforms, paramLabels)] }
    },
  },
  (make) =>
    <const T extends Readonly<Record<string, AnyGradientTransformation>>>(
      transforms: T,
      paramLabels: Labels<keyof T & string>,
    ): GradientTransformation<PartitionState<T>, NeedsOf<T[keyof T]>> =>
      make({ transforms, paramLabels }),
)
