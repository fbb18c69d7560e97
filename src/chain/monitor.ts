/** Keep measurements of the updates in the state. @module */
import { fromDefinition } from '../define/fromDefinition.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { add, constant, div, equal, increment, input, mul, pow, select, slot, sub, type Expr } from '../expr/index.ts'
import { counter, scalar, type GradientTransformation, type SlotsState } from '../rule/index.ts'
import { measured, type Measure } from '../define/measure.ts'
import type { AveragedMeasure } from './measureWithEma.ts'

/** The state of `monitor`: how many steps there were, and the measurements under their names. */
export type MonitorState<Names extends string> = SlotsState<
  { readonly count: { readonly kind: 'counter' } } & {
    readonly [K in Names]: { readonly kind: 'scalar'; readonly initial: number }
  }
>

const count = slot('count', 'uniform')

/** What a slot holds after the step: the measurement, or its average. */
const next = (name: string, given: Measure | AveragedMeasure): Expr => {
  if (typeof given === 'function') return measured('monitor', name, given)
  const { decay, debias } = given
  const value = measured('monitor', name, given.measure)
  const weight = debias ? div(1 - decay, sub(1, pow(decay, increment(count)))) : constant(1 - decay)
  const before = slot(name, 'uniform')
  const moved = add(before, mul(weight, sub(value, before)))
  return debias ? select(equal(count, 0), value, moved) : moved
}

/**
 * Measure the updates at this place of a chain and keep the numbers in the state, where `treeGet` finds them by their
 * names; the updates pass unchanged. All is measured in the passes of the step.
 *
 * State: `count`, and each measurement under its name, 0 before the first step.
 *
 * @param measures by name: one number for the tree or a truth value, made of the functions of `optfuse/expr`, or such a
 *   measurement averaged over the steps by `measureWithEma`
 * @throws OptfuseError `invalid-rule` for a measurement that varies within the tree, or one called `count`
 * @example
 * const opt = chain(trace(0.9), monitor({ norm: (u) => norm(u, 'tree'), largest: (u) => reduceMax(abs(u), 'tree') }))
 * const [, state] = opt.update({ w: 3, b: -4 }, opt.init({ w: 0, b: 0 }))
 * state[1] // { count: 1, norm: 5, largest: 4 }
 */
export const monitor = <const M extends Readonly<Record<string, Measure | AveragedMeasure>>>(
  measures: M,
): GradientTransformation<MonitorState<keyof M & string>> => {
  const names = Object.keys(measures)
  if (names.includes('count')) {
    throw new OptfuseError('invalid-rule', 'a measurement cannot be called count; that counts the steps.', {
      transformation: 'monitor',
    })
  }
  return fromDefinition({
    kind: 'rule',
    name: 'monitor',
    spec: { name: 'monitor', options: { measures } },
    slots: { count: counter(), ...Object.fromEntries(names.map((name) => [name, scalar(0)])) },
    initial: { count: constant(0), ...Object.fromEntries(names.map((name) => [name, constant(0)])) },
    update: input('update'),
    next: { count: increment(count), ...Object.fromEntries(names.map((name) => [name, next(name, measures[name])])) },
  })
}
