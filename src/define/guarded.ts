/** Put a transformation behind a gate. @module */
import { constant, increment, input, slot, type Expr } from '../expr/index.ts'
import {
  counter,
  definitionOf,
  guarding,
  type AnyGradientTransformation,
  type GradientTransformation,
  type NeedsOf,
  type StateOf,
  type StateType,
  type StateTypeOf,
  type TransformationSpec,
} from '../rule/index.ts'
import { fromDefinition } from './fromDefinition.ts'
import type { WrapperForm } from './wrapper.ts'

interface Guarded<Names extends string, Inner> {
  /** The counts that the guard keeps. */
  readonly guard: { readonly [K in Names]: number }
  /** The state of what is guarded; a step that is not taken leaves it as it is, bit for bit. */
  readonly innerState: Inner
}

/** The state of a guarded transformation. */
export interface GuardedState<Names extends string, S extends StateType> extends StateType {
  readonly state: Guarded<Names, StateOf<S, this['params']>>
}

/** When a guarded transformation takes the step. */
export interface Guard<Names extends string> {
  /** The counts the guard keeps; each goes up by one unless `next` says otherwise. */
  readonly counts: readonly Names[]
  /** Whether the step is taken, over the update that flows in and the counts before the step. */
  readonly gate: (update: Expr, counts: Readonly<Record<Names, Expr>>) => Expr
  /** The counts after the step. */
  readonly next?: (update: Expr, counts: Readonly<Record<Names, Expr>>) => Readonly<Record<Names, Expr>>
  /** What flows out when it is not: zeros, or what flowed in. */
  readonly otherwise: 'zero' | 'pass'
}

/** The form of a chain behind a gate; see `guarded`. */
export const behindGate = <const Names extends string>(
  name: string,
  inner: unknown,
  { counts, gate, next, otherwise }: Guard<Names>,
): WrapperForm => {
  const update = input('update')
  // One entry for each name: a record of exactly the names.
  const record = <V>(value: (name: Names) => V): Record<Names, V> =>
    Object.fromEntries(counts.map((each) => [each, value(each)])) as Record<Names, V>
  const before = record((each) => slot(each, 'uniform'))
  return {
    names: ['guard', 'innerState'],
    gating: guarding(otherwise),
    links: [
      {
        kind: 'rule',
        name,
        spec: { name, options: {} },
        slots: record(counter),
        initial: record(() => constant(0)),
        update,
        next: next?.(update, before) ?? record((each) => increment(before[each])),
        gate: gate(update, before),
      },
      definitionOf(inner, name, 'its first argument'),
    ],
  }
}

/**
 * A transformation that takes a step only when the gate is open. Everything is computed and selected, in the same pass:
 * nothing is multiplied by zero, so a step that is not taken leaves no trace, whatever it held.
 */
export const guarded = <T extends AnyGradientTransformation, const Names extends string>(
  inner: T,
  { spec, ...guard }: Guard<Names> & { readonly spec: TransformationSpec },
): GradientTransformation<GuardedState<Names, StateTypeOf<T>>, NeedsOf<T>> =>
  fromDefinition({ kind: 'chain', spec, wraps: true, ...behindGate(spec.name, inner, guard) })
