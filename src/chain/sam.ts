/** Descend where the loss is flat around. @module */
import { wrapper } from '../define/wrapper.ts'
import { add, constant, equal, hyper, increment, input, mod, neg, select, slot, sub } from '../expr/index.ts'
import { flag, inner } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { number } from '../options/number.ts'
import {
  counter,
  definitionOf,
  moment,
  takingTurns,
  type AnyGradientTransformation,
  type GradientTransformation,
  type NeedsOf,
  type RuleDefinition,
  type StateOf,
  type StateType,
  type StateTypeOf,
} from '../rule/index.ts'

interface Sam<Adversary, Inner, P> {
  readonly sync: {
    /** How many adversarial steps were taken since the last step down. */
    readonly stepsSinceSync: number
    /** The parameters before the adversarial steps. */
    readonly cache: P
  }
  /** That of the adversarial optimizer. */
  readonly advState: Adversary
  /** That of the optimizer; it changes with a step down only. */
  readonly optState: Inner
}

/** The state of `sam`. */
export interface SamState<S extends StateType, A extends StateType> extends StateType {
  readonly state: Sam<StateOf<A, this['params']>, StateOf<S, this['params']>, this['params']>
}

const turning = {
  /** At every how many-th step the optimizer goes down; before it, the adversarial one climbs. */
  syncPeriod: number(2, { min: 1, integer: true }),
  /** Whether the adversarial optimizer starts anew after each step down. */
  resetState: flag(true),
}

const options = {
  optimizer: inner(),
  /** The optimizer whose steps are taken backwards, uphill. */
  advOptimizer: inner(),
  ...turning,
}

/** Options of `sam` beside its two optimizers. */
export type SamOptions = Given<typeof turning>

const name = 'sam'
const [update, param] = [input('update'), input('param')]
const [stepsSinceSync, cache] = [slot('stepsSinceSync', 'uniform'), slot('cache', 'element')]

const syncRule = (syncPeriod: number): RuleDefinition => {
  const period = hyper('syncPeriod', syncPeriod)
  const isFirst = equal(stepsSinceSync, 0)
  const isLast = equal(stepsSinceSync, sub(period, 1))
  return {
    kind: 'rule',
    name,
    spec: { name, options: {} },
    slots: { stepsSinceSync: counter(), cache: moment('param') },
    initial: { stepsSinceSync: constant(0), cache: param },
    gate: isLast,
    update,
    next: { stepsSinceSync: mod(increment(stepsSinceSync), period), cache: select(isFirst, param, cache) },
    branches: [isFirst, isLast],
  }
}

/**
 * Sharpness-aware minimization: climb to where the loss is worst nearby, and go down by the gradient there from where the
 * climb began. What is found is flat all around, and generalizes better.
 *
 * at steps 1 to syncPeriod - 1: φ' = θ at the first of them, φ at the others, u' = -adv(g); at step syncPeriod:
 * u' = φ - θ + opt(g), so that θ + u' = φ + opt(g)
 *
 * Each step takes one gradient, at the parameters as they are, so a step down takes `syncPeriod` of them; evaluate after a step
 * down, or with `cache`. The paper's climb is one step of length ρ: `sam(optimizer, chain(normalizeByUpdateNorm({ eps: 0 }),
 * sgd(ρ)))`. The optimizer reads φ as its parameters, and between its steps its state stays as it is, bit for bit.
 *
 * State: `sync`, with `stepsSinceSync` and `cache`, φ; `advState` and `optState`, those of the two optimizers.
 *
 * @param optimizer goes down
 * @param advOptimizer whose steps, taken backwards, climb
 * @param rest `syncPeriod`: after how many gradients a step down is complete, >= 1; 1 for no climb. `resetState`: whether the
 *   adversarial optimizer starts anew after each step down, by default true
 * @throws OptfuseError `invalid-option` for a number out of range; `missing-params` when `update` gets no parameters
 * @example
 * const opt = sam(sgd(0.5), sgd(0.25))
 * const params = { w: 8 }
 * const [up, state] = opt.update({ w: 4 }, opt.init(params), params)
 * up // { w: 1 }
 * const [down] = opt.update({ w: 6 }, state, { w: 9 })
 * down // { w: -4 }
 * @see Foret et al. 2020, algorithm 1, https://arxiv.org/abs/2010.01412
 */
export const sam = wrapper(
  {
    name,
    options,
    define: ({ optimizer, advOptimizer, syncPeriod, resetState }) => ({
      names: ['sync', 'advState', 'optState'],
      links: [
        syncRule(syncPeriod),
        definitionOf(advOptimizer, name, 'its second argument'),
        definitionOf(optimizer, name, 'its first argument'),
      ],
      turns: takingTurns({
        kept: 'cache',
        restarts: resetState,
        second: neg,
        third: (out, kept, here) => add(sub(kept, here), out),
      }),
    }),
  },
  (make) =>
    <T extends AnyGradientTransformation, A extends AnyGradientTransformation>(
      optimizer: T,
      advOptimizer: A,
      rest: SamOptions = {},
    ): GradientTransformation<SamState<StateTypeOf<T>, StateTypeOf<A>>, NeedsOf<T> | NeedsOf<A> | 'params'> =>
      make({ optimizer, advOptimizer, ...rest }),
)
