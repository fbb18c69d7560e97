/** Keep an optimizer's numbers in its state, where they can be read and set between steps. @module */
import { fromDefinition } from '../define/fromDefinition.ts'
import type { Factory } from '../define/transformation.ts'
import { constant, increment, input, scheduled, slot, type Expr } from '../expr/index.ts'
import type { Descriptor, Given, Schema } from '../options/descriptor.ts'
import { readOptions } from '../options/readOptions.ts'
import {
  counter,
  scalar,
  type AnyGradientTransformation,
  type GradientTransformation,
  type NeedsOf,
  type RuleDefinition,
  type StateOf,
  type StateType,
  type StateTypeOf,
} from '../rule/index.ts'

type Schedulable = { readonly kind: 'number'; readonly scheduled: true }

/** The options of a factory that may be scheduled, and so set between steps: each a number. */
export type InjectedHyperparams<S> = {
  readonly [K in keyof S as S[K] extends Schedulable ? K : never]: number
} & {
  readonly [
    K in keyof S as S[K] extends { readonly kind: 'nullable'; readonly inner: Schedulable } ? K : never
  ]?: number
}

interface Injected<H, Inner> {
  /** The numbers the last step used, those of the first before it; and the count that schedules see. */
  readonly hyperparams: { readonly count: number } & H
  readonly innerState: Inner
}

/** The state of an optimizer whose numbers are injected. */
export interface InjectHyperparamsState<H, S extends StateType> extends StateType {
  readonly state: Injected<H, StateOf<S, this['params']>>
}

const isSchedulable = (descriptor: Descriptor): boolean =>
  descriptor.kind === 'nullable'
    ? isSchedulable(descriptor.inner)
    : descriptor.kind === 'number' && descriptor.scheduled

type CountFunction = (count: number) => number

const isCountFunction = (value: unknown): value is CountFunction => typeof value === 'function'

/** The rule that passes updates on and keeps the numbers. */
const keeper = (values: ReadonlyMap<string, number | CountFunction>): RuleDefinition => {
  const count = slot('count', 'uniform')
  const entries = [...values]
  const valueAt = (value: number | CountFunction): number => (typeof value === 'number' ? value : value(0))
  const next = ([name, value]: readonly [string, number | CountFunction]): [string, Expr] => [
    name,
    typeof value === 'number' ? slot(name, 'uniform') : scheduled(name, value, count),
  ]
  return {
    kind: 'rule',
    name: 'injectHyperparams',
    spec: { name: 'injectHyperparams', options: {} },
    slots: { count: counter(), ...Object.fromEntries(entries.map(([name, value]) => [name, scalar(valueAt(value))])) },
    initial: {
      count: constant(0),
      ...Object.fromEntries(entries.map(([name, value]) => [name, constant(valueAt(value))])),
    },
    update: input('update'),
    next: { count: increment(count), ...Object.fromEntries(entries.map(next)) },
  }
}

/**
 * Make an optimizer whose numbers live in its state: every option that could be scheduled can be read there with
 * `getHyperparams` and, between steps, set with `setHyperparams`. A number is the same for all elements, so nothing is
 * compiled anew, and it stays the float64 it was given as, whatever the dtypes of the leaves.
 *
 * State: `hyperparams`, a record of `count` and the numbers; `innerState`, that of the optimizer.
 *
 * An option given as a schedule is computed at every step from `count`, and what was set is overwritten.
 *
 * @param factory the transformation or optimizer
 * @param options its options in one record, the positional ones under their names
 * @throws OptfuseError as the factory does
 * @example
 * const opt = injectHyperparams(sgd, { learningRate: 0.5 })
 * const state = setHyperparams(opt.init({ w: 0 }), { learningRate: 0.25 })
 * opt.update({ w: 1 }, state)[0] // { w: -0.25 }
 */
export const injectHyperparams = <R extends AnyGradientTransformation, S extends Schema>(
  factory: Pick<Factory<readonly unknown[], R, S>, 'factoryName' | 'schema' | 'fromOptions'>,
  options: NoInfer<Given<S>>,
): GradientTransformation<InjectHyperparamsState<InjectedHyperparams<S>, StateTypeOf<R>>, NeedsOf<R>> => {
  const { factoryName, schema, fromOptions } = factory
  const given: Readonly<Record<string, unknown>> = readOptions(factoryName, schema, options)
  const values = new Map<string, number | CountFunction>()
  const shared = new Map<CountFunction, string>()
  const standIns = Object.entries(given).map(([name, value]): [string, unknown] => {
    if (!isSchedulable(schema[name]) || !(typeof value === 'number' || isCountFunction(value))) return [name, value]
    values.set(name, value)
    const standIn = (count: number): number => (typeof value === 'number' ? value : value(count))
    shared.set(standIn, name)
    return [name, standIn]
  })
  return fromDefinition({
    kind: 'chain',
    spec: { name: 'injectHyperparams', options: {}, inner: { name: factoryName, options: given } },
    links: [keeper(values), fromOptions(Object.fromEntries(standIns)).definition],
    wraps: true,
    names: ['hyperparams', 'innerState'],
    shared,
  })
}
