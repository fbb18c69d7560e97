/** Transformations for different kinds of leaves, in one. @module */
import type { Labels } from '../pytree/index.ts'
import {
  definitionOf,
  labelSets,
  masksOf,
  type AnyGradientTransformation,
  type ChainDefinition,
  type GradientTransformation,
  type NeedsOf,
  type Sparse,
  type StateOf,
  type StateType,
  type StateTypeOf,
} from '../rule/index.ts'
import { fromDefinition } from './fromDefinition.ts'

type Kinds = Readonly<Record<string, AnyGradientTransformation>>

/** The state of each kind; where they hold trees, null stands for the leaves of other kinds. */
export interface KindsState<T extends Kinds> extends StateType {
  readonly state: { readonly [K in keyof T]: StateOf<StateTypeOf<T[K]>, Sparse<this['params']>> }
}

/**
 * The definition of what is another transformation for each kind of leaf.
 *
 * @param name of the whole, for messages
 * @param kinds the transformations
 * @param labels the kind of each leaf
 */
export const kindsDefinition = (
  name: string,
  kinds: Readonly<Record<string, unknown>>,
  labels: Labels<string>,
): ChainDefinition => {
  const names = Object.keys(kinds)
  return {
    kind: 'chain',
    wraps: true,
    names,
    masks: masksOf(labelSets(name, labels, names)),
    links: names.map((each) => definitionOf(kinds[each], name, `transforms.${each}`)),
  }
}

/** A transformation that is another one for each kind of leaf, such as matrices and vectors; see `kindsDefinition`. */
export const byKind = <const T extends Kinds>(
  name: string,
  kinds: T,
  labels: Labels<keyof T & string>,
): GradientTransformation<KindsState<T>, NeedsOf<T[keyof T]>> => fromDefinition(kindsDefinition(name, kinds, labels))
