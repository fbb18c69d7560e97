/**
 * The names of `@jax-js/optax`, with its arguments, each a transformation of this library on arrays of jax-js. Whatever has
 * no name here is `toJax(…)` of the library's own.
 * @module
 */
import { chain as chainOf } from '../chain/chain.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { adam as adamOf, type AdamOptions } from '../optimizers/adam.ts'
import { adamw as adamwOf, type AdamwOptions } from '../optimizers/adamw.ts'
import { sgd as sgdOf, type SgdOptions } from '../optimizers/sgd.ts'
import type { Hyperparameter, Schedule } from '../schedules/schedule.ts'
import { addDecayedWeights as addDecayedWeightsOf } from '../transforms/addDecayedWeights.ts'
import { clipByGlobalNorm as clipByGlobalNormOf } from '../transforms/clipByGlobalNorm.ts'
import { identity as identityOf } from '../transforms/identity.ts'
import { scale as scaleOf } from '../transforms/scale.ts'
import { scaleByAdam as scaleByAdamOf, type ScaleByAdamOptions } from '../transforms/scaleByAdam.ts'
import { scaleByLearningRate as scaleByLearningRateOf } from '../transforms/scaleByLearningRate.ts'
import { scaleBySchedule as scaleByScheduleOf } from '../transforms/scaleBySchedule.ts'
import { setToZero as setToZeroOf } from '../transforms/setToZero.ts'
import { trace as traceOf } from '../transforms/trace.ts'
import { toJax, type JaxTransformation } from './toJax.ts'

/** Leave the updates as they are. */
export const identity = (): JaxTransformation => toJax(identityOf())

/** Make every update 0. */
export const setToZero = (): JaxTransformation => toJax(setToZeroOf())

/** Multiply the updates by a number. */
export const scale = (stepSize: number): JaxTransformation => toJax(scaleOf(stepSize))

/** Multiply the updates by what a schedule gives. */
export const scaleBySchedule = (stepSizeFn: Schedule): JaxTransformation => toJax(scaleByScheduleOf(stepSizeFn))

/** Multiply the updates by minus the learning rate, or by plus it without `flipSign`. */
export const scaleByLearningRate = (learningRate: Hyperparameter, flipSign = true): JaxTransformation =>
  toJax(scaleByLearningRateOf(learningRate, { flipSign }))

/** Divide a running mean of the updates by the root of a running mean of their squares. */
export const scaleByAdam = (options: ScaleByAdamOptions = {}): JaxTransformation => toJax(scaleByAdamOf(options))

/** Shrink all updates so that their global norm is at most `maxNorm`. */
export const clipByGlobalNorm = (maxNorm: number): JaxTransformation => toJax(clipByGlobalNormOf(maxNorm))

/** Options of `addDecayedWeights`. */
export interface AddDecayedWeightsOptions {
  /** The share of the parameters that is added; default 0. */
  readonly weightDecay?: Hyperparameter
  /** The leaves that are decayed, in any form that `masked` takes; default all. */
  readonly mask?: NonNullable<Parameters<typeof addDecayedWeightsOf>[1]>['mask']
}

/** Add a share of the parameters to the updates. */
export const addDecayedWeights = ({ weightDecay = 0, mask = null }: AddDecayedWeightsOptions = {}): JaxTransformation =>
  toJax(addDecayedWeightsOf(weightDecay, { mask }))

/** Options of `trace`. */
export interface TraceOptions {
  /** How much of the trace stays at each step; default 0.9. */
  readonly decay?: number
  /** Whether the update looks one step ahead; default false. */
  readonly nesterov?: boolean
}

/** Replace the updates by a decaying sum of them. */
export const trace = ({ decay = 0.9, nesterov = false }: TraceOptions = {}): JaxTransformation =>
  toJax(traceOf(decay, { nesterov }))

/** Stochastic gradient descent, with momentum if asked for. */
export const sgd = (learningRate: Hyperparameter, options: SgdOptions = {}): JaxTransformation =>
  toJax(sgdOf(learningRate, options))

/** Adam. */
export const adam = (learningRate: Hyperparameter, options: AdamOptions = {}): JaxTransformation =>
  toJax(adamOf(learningRate, options))

/** Adam with decoupled weight decay. */
export const adamw = (learningRate: Hyperparameter, options: AdamwOptions = {}): JaxTransformation =>
  toJax(adamwOf(learningRate, options))

/**
 * Apply transformations from left to right; they run as one.
 *
 * @throws OptfuseError `invalid-option` for a link that was not made by `toJax` or by the names beside it
 */
export const chain = (...links: readonly JaxTransformation[]): JaxTransformation =>
  toJax(
    chainOf(
      ...links.map((link, i) => {
        if (typeof link === 'object' && link !== null && 'transformation' in link) return link.transformation
        throw new OptfuseError(
          'invalid-option',
          `link ${i + 1} must be made by toJax, or by a name of optfuse/jax-js.`,
          {
            transformation: 'chain',
          },
        )
      }),
    ),
  )
