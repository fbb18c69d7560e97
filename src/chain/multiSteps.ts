/** Take one step for several micro-batches. @module */
import { hyperparameterAt } from '../define/hyperparameterAt.ts'
import { wrapper } from '../define/wrapper.ts'
import {
  add,
  all,
  and,
  constant,
  div,
  equal,
  extra,
  greaterOrEqual,
  increment,
  input,
  isFinite,
  mul,
  select,
  slot,
  type Expr,
} from '../expr/index.ts'
import { flag, inner } from '../options/choices.ts'
import type { Given } from '../options/descriptor.ts'
import { requiredHyperparameter } from '../options/number.ts'
import {
  counter,
  definitionOf,
  guarding,
  moment,
  scalar,
  type AnyGradientTransformation,
  type GradientTransformation,
  type NeedsOf,
  type RuleDefinition,
  type StateOf,
  type StateType,
  type StateTypeOf,
} from '../rule/index.ts'
import type { Hyperparameter } from '../schedules/schedule.ts'

const options = {
  inner: inner(),
  /** How many micro-batches make a step, or a schedule of it over the count of steps taken. */
  every: requiredHyperparameter({ min: 1, integer: true }),
  /** Whether the step uses the mean of the gradients; otherwise it uses their sum. */
  mean: flag(true),
  /** Whether each micro-batch comes with a weight. */
  weighted: flag(false),
  /** Whether a micro-batch with a NaN or an infinite gradient is left out. */
  skipNonFinite: flag(true),
}

/** Options of `multiSteps` beside what it wraps and how many. */
export type MultiStepsOptions = Given<Omit<typeof options, 'inner' | 'every'>>

interface Accumulated<P, Inner> {
  readonly accumulation: {
    /** How many micro-batches have been added up since the last step. */
    readonly miniStep: number
    /** How many steps were taken. */
    readonly gradientStep: number
    /** How many micro-batches were left out because they were not finite. */
    readonly skipped: number
    /** The sum of the weights of those added up. */
    readonly weight: number
    /** Their sum, weighted; left over from the last step where `miniStep` is 0. */
    readonly accGrads: P
  }
  /** The state of the transformation; it changes with a step only. */
  readonly innerState: Inner
}

/** The state of accumulation. */
export interface MultiStepsState<S extends StateType> extends StateType {
  readonly state: Accumulated<this['params'], StateOf<S, this['params']>>
}

type Rule = { readonly every: Hyperparameter } & Readonly<Record<'mean' | 'weighted' | 'skipNonFinite', boolean>>

/** The rule that adds up, and lets the sum or mean through when it is complete. */
const accumulate = ({ every, mean, weighted, skipNonFinite }: Rule): RuleDefinition => {
  const [miniStep, gradientStep, skipped, weight] = ['miniStep', 'gradientStep', 'skipped', 'weight'].map((name) =>
    slot(name, 'uniform'),
  )
  const update = input('update')
  const accGrads = slot('accGrads', 'element')
  const count = hyperparameterAt('every', every, gradientStep, 'multiSteps')
  const finite = all(isFinite(update), 'tree')
  const isFirst = equal(miniStep, 0)
  const isLast = greaterOrEqual(increment(miniStep), count)
  const gate = skipNonFinite ? and(finite, isLast) : isLast
  const unlessSkipped = (value: Expr, otherwise: Expr): Expr =>
    skipNonFinite ? select(finite, value, otherwise) : value
  const share = weighted ? extra('weight') : constant(1)
  const weights = select(isFirst, share, add(weight, share))
  const part = weighted ? mul(share, update) : update
  const sum = select(isFirst, part, add(accGrads, part))
  return {
    kind: 'rule',
    name: 'multiSteps',
    spec: { name: 'multiSteps', options: {} },
    slots: {
      miniStep: counter(),
      gradientStep: counter(),
      skipped: counter(),
      weight: scalar(0),
      accGrads: moment(),
    },
    initial: Object.fromEntries(
      ['miniStep', 'gradientStep', 'skipped', 'weight', 'accGrads'].map((name) => [name, constant(0)]),
    ),
    update: mean ? mul(sum, div(1, weights)) : sum,
    next: {
      miniStep: unlessSkipped(select(isLast, 0, increment(miniStep)), miniStep),
      gradientStep: select(gate, increment(gradientStep), gradientStep),
      skipped: unlessSkipped(skipped, increment(skipped)),
      weight: unlessSkipped(select(isLast, 0, weights), weight),
      accGrads: unlessSkipped(select(isLast, accGrads, sum), accGrads),
    },
    gate,
    branches: [isFirst, isLast, ...(skipNonFinite ? [finite] : [])],
  }
}

/**
 * Add up the gradients of several micro-batches and take one step with their mean: training with the gradient of a large
 * batch in the memory of a small one.
 *
 * at the k-th micro-batch: u = inner(Σ wⱼgⱼ / Σ wⱼ), or inner(Σ wⱼgⱼ) without `mean`; before it: u = 0
 *
 * Between steps the updates are zero, and moments, counts and schedules within stay as they are, bit for bit; what they
 * would need is not computed. Nothing is kept beyond one accumulator, shaped like the parameters. A micro-batch that is
 * not finite is left out and counted, and the step waits for another in its place.
 *
 * @param wrapped the transformation
 * @param every how many micro-batches make a step, a whole number >= 1, or a schedule of it over `gradientStep`
 * @param rest `mean`: whether the step uses the mean (the default) or the sum. `weighted`: whether each step comes with the
 *   weight of its micro-batch, as in `update(gradients, state, params, { weight: 32 })`, for micro-batches of different sizes.
 *   `skipNonFinite`: whether to leave out micro-batches that are not finite, by default true; costs another look at each gradient
 * @throws OptfuseError `invalid-option`; `missing-argument` when weights are wanted and `update` gets none
 * @example
 * const opt = multiSteps(sgd(1), 2)
 * const [first, state] = opt.update({ w: 1 }, opt.init({ w: 0 }))
 * first // { w: 0 }
 * opt.update({ w: 3 }, state)[0] // { w: -2 }
 */
export const multiSteps = wrapper(
  {
    name: 'multiSteps',
    options,
    define: ({ inner: wrapped, ...rule }) => ({
      names: ['accumulation', 'innerState'],
      gating: guarding('zero'),
      links: [accumulate(rule), definitionOf(wrapped, 'multiSteps', 'its first argument')],
    }),
  },
  (make) =>
    <T extends AnyGradientTransformation, const O extends MultiStepsOptions = Record<never, never>>(
      wrapped: T,
      every: Hyperparameter,
      rest?: O & MultiStepsOptions,
    ): GradientTransformation<
      MultiStepsState<StateTypeOf<T>>,
      NeedsOf<T> | (O extends { readonly weighted: true } ? 'weight' : never)
    > =>
      make({ inner: wrapped, every, ...rest }),
)
