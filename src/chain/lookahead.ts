/** Fast steps, and slow ones that follow them. @module */
import { wrapper } from '../define/wrapper.ts'
import { add, constant, equal, hyper, increment, input, mod, mul, select, slot, sub } from '../expr/index.ts'
import { flag, inner } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredNumber } from '../options/number.ts'
import {
  counter,
  definitionOf,
  moment,
  restarting,
  type AnyGradientTransformation,
  type GradientTransformation,
  type NeedsOf,
  type RuleDefinition,
  type StateOf,
  type StateType,
  type StateTypeOf,
} from '../rule/index.ts'

interface Lookahead<Inner, P> {
  /** That of the optimizer that takes the fast steps. */
  readonly fastState: Inner
  readonly sync: {
    /** How many fast steps there were since the slow one. */
    readonly stepsSinceSync: number
    /** The slow parameters; at first those handed to `init`. */
    readonly slow: P
  }
}

/** The state of `lookahead`. */
export interface LookaheadState<S extends StateType> extends StateType {
  readonly state: Lookahead<StateOf<S, this['params']>, this['params']>
}

const options = {
  inner: inner(),
  /** After how many fast steps the slow one follows. */
  syncPeriod: requiredNumber({ min: 1, integer: true }),
  /** How far towards the fast parameters the slow step goes, a fraction in [0, 1]. */
  slowStepSize: requiredNumber({ min: 0, max: 1 }),
  /** Whether the optimizer starts anew after each slow step. */
  resetState: flag(false),
}

/** Options of `lookahead` beside its period and step size. */
export type LookaheadOptions = Given<Pick<typeof options, 'resetState'>>

const [update, param] = [input('update'), input('param')]
const [stepsSinceSync, slow] = [slot('stepsSinceSync', 'uniform'), slot('slow', 'element')]

const syncRule = (syncPeriod: number, slowStepSize: number): RuleDefinition => {
  const [period, stepSize] = [hyper('syncPeriod', syncPeriod), hyper('slowStepSize', slowStepSize)]
  const sync = equal(stepsSinceSync, sub(period, 1))
  const ahead = sub(add(param, update), slow)
  return {
    kind: 'rule',
    name: 'lookahead',
    spec: { name: 'lookahead', options: {} },
    slots: { stepsSinceSync: counter(), slow: moment('param') },
    initial: { stepsSinceSync: constant(0), slow: param },
    gate: sync,
    update: select(sync, sub(update, mul(sub(1, stepSize), ahead)), update),
    next: {
      stepsSinceSync: mod(increment(stepsSinceSync), period),
      slow: select(sync, add(slow, mul(stepSize, ahead)), slow),
    },
  }
}

/**
 * Let an optimizer take fast steps, and after every `syncPeriod` of them move slow parameters some way towards where it
 * got, from where it goes on.
 *
 * d = θ + u - φ; at every syncPeriod-th step φ' = φ + slowStepSize·d and u' = u - (1 - slowStepSize)·d, so that θ + u' = φ';
 * at the others φ' = φ, u' = u
 *
 * The parameters are the fast ones, at which gradients are taken; the slow ones, φ, are in the state, to evaluate with. It
 * stands last: what changes its updates takes fast and slow parameters apart.
 *
 * State: `fastState`, that of the optimizer; `sync`, with `stepsSinceSync` and `slow`, at first the parameters given to
 * `init`.
 *
 * @param wrapped the optimizer
 * @param syncPeriod after how many fast steps the slow one follows, >= 1
 * @param slowStepSize how far the slow step goes, a fraction in [0, 1]
 * @throws OptfuseError `invalid-option` for a number out of range; `missing-params` when `update` gets no parameters
 * @example
 * const opt = lookahead(sgd(1), 2, 0.5)
 * const params = { w: 8 }
 * const [first, state] = opt.update({ w: 2 }, opt.init(params), params)
 * first // { w: -2 }
 * const [second, next] = opt.update({ w: 2 }, state, { w: 6 })
 * second // { w: 0 }
 * next.sync // { stepsSinceSync: 0, slow: { w: 6 } }
 * @see Zhang et al. 2019, algorithm 1, https://arxiv.org/abs/1907.08610
 */
export const lookahead = wrapper(
  {
    name: 'lookahead',
    options,
    define: ({ inner: wrapped, syncPeriod, slowStepSize, resetState }) => ({
      names: ['fastState', 'sync'],
      links: [definitionOf(wrapped, 'lookahead', 'its first argument'), syncRule(syncPeriod, slowStepSize)],
      ...(resetState ? { gating: restarting } : {}),
    }),
  },
  (make) =>
    <T extends AnyGradientTransformation>(
      wrapped: T,
      syncPeriod: number,
      slowStepSize: number,
      rest: LookaheadOptions = {},
    ): GradientTransformation<LookaheadState<StateTypeOf<T>>, NeedsOf<T> | 'params'> =>
      make({ inner: wrapped, syncPeriod, slowStepSize, ...rest }),
)
