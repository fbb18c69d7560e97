/** The learning rate of an optimizer's next update. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { openState, pathIn } from './openState.ts'
import { checkLink, listLinks, ratesIn, valueNow } from './rates.ts'

/**
 * The learning rate that the next update will use, of any composed optimizer.
 *
 * It is the number or the schedule of option `learningRate`, or the schedule `stepSizeFn` of `scaleBySchedule`, in the link
 * whose update reads it, as it stands there: `scaleBySchedule` with a negative schedule gives a negative rate. A rate
 * that is only the first value of a slot, as in `scaleByRprop`, is none, nor is the factor of `scale`.
 *
 * Under `injectHyperparams` it is the number in the state, as set last.
 *
 * @param link the path of the link to read, such as `[1]`, where several carry a rate
 * @returns the rate at the link's count, in float64
 * @throws OptfuseError `invalid-option` when no link carries a rate, or several do, listing them; `invalid-state` for the
 *   state of another transformation; `invalid-schedule` when the schedule gives NaN
 * @example
 * const opt = adam((count) => 0.1 / (count + 1))
 * const [, state] = opt.update({ w: 4 }, opt.init({ w: 0 }))
 * currentLearningRate(opt, state) // 0.05
 */
export const currentLearningRate = (
  transformation: AnyGradientTransformation,
  state: unknown,
  link?: string,
): number => {
  const opened = openState(transformation, state, 'currentLearningRate')
  checkLink(opened, link, 'currentLearningRate')
  const { program } = opened
  const rates = ratesIn(opened, link)
  if (rates.length !== 1) {
    const found =
      rates.length === 0
        ? `no link carries a learning rate; the links are ${listLinks(opened, [...program.links.keys()]) || 'none'}.`
        : `${rates.length} links carry a learning rate: ${listLinks(
            opened,
            [...rates.keys()].map((i) => rates[i].owner),
          )}; give the path of one as the last argument.`
    throw new OptfuseError('invalid-option', found, { transformation: 'currentLearningRate' })
  }
  const [rate] = rates
  const value: unknown = valueNow(opened, rate)
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new OptfuseError(
      'invalid-schedule',
      `the learning rate is ${String(value)}; its schedule must give a number.`,
      {
        transformation: program.links[rate.owner].name,
        path: pathIn(program.links[rate.owner]),
      },
    )
  }
  return value
}
