/** How many steps an optimizer has taken. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { openState, pathIn } from './openState.ts'
import { checkLink, countsIn, ratesIn } from './rates.ts'

/**
 * The number of steps a composed optimizer has taken: the count of the link that carries the learning rate, or, where no
 * such link counts, of any link. Counts that start over by themselves, such as that of `applyEvery`, are not asked.
 *
 * @param link the path of the link to read, such as `[1]`
 * @throws OptfuseError `invalid-option` when nothing counts steps, or when those asked disagree, listing them;
 *   `invalid-state` for the state of another transformation
 * @example
 * const opt = chain(clipByGlobalNorm(1), adam(0.1))
 * const [, state] = opt.update({ w: 4 }, opt.init({ w: 0 }))
 * currentStep(opt, state) // 1
 */
export const currentStep = (transformation: AnyGradientTransformation, state: unknown, link?: string): number => {
  const opened = openState(transformation, state, 'currentStep')
  checkLink(opened, link, 'currentStep')
  const { links } = opened.program
  const all = countsIn(opened).filter(({ owner }) => link === undefined || pathIn(links[owner]) === link)
  const carriers = ratesIn(opened, link).map(({ owner }) => owner)
  const carried = all.filter(({ owner }) => carriers.includes(owner))
  const asked = carried.length > 0 ? carried : all
  const [first] = asked
  if (first !== undefined && asked.every(({ value }) => value === first.value)) return first.value
  const found =
    first === undefined
      ? 'no link counts its steps.'
      : `the counts disagree: ${asked.map(({ owner, name, value }) => `${pathIn(links[owner], name)} = ${value}`).join(', ')}; give the path of one link as the last argument.`
  throw new OptfuseError('invalid-option', found, { transformation: 'currentStep' })
}
