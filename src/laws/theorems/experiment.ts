/** What has to be run to try a theorem, and what the outcome says. @module */
import { treeAdd, treeScale } from '../../pytree/index.ts'
import type { AnyGradientTransformation } from '../../rule/index.ts'
import type { Example } from '../law.ts'
import { howFarApart, howFarApartInStep } from './howFarApart.ts'
import { numbersOf } from './readState.ts'
import { sidesOf, withNumbers } from './sides.ts'
import type { Limit, Theorem } from './theorem.ts'
import type { Trial } from './trial.ts'
import type { Moment } from './ways.ts'

/** How far apart sides that are equal may be, relative to the largest number of the run: rounding in float64. */
const ROUNDING = 1e-10

/** How far apart sides that differ must be somewhere. */
const DIFFERENT = 1e-6

/** A transformation and what to run it on. */
export interface Run {
  readonly transformation: AnyGradientTransformation
  readonly example: Example
  /** After which steps its moments are needed at the least, where each one costs. */
  readonly steps: ReadonlySet<number>
}

/** The runs that a trial of a theorem needs, on any engine, and what speaks against it then. */
export interface Experiment {
  readonly runs: readonly Run[]
  /**
   * What the moments of the runs, in their order, say against the theorem, or `undefined`.
   *
   * @param rounding how far apart sides that are equal may be, relative to the largest number; by default what float64 needs
   */
  readonly objection: (moments: readonly (readonly Moment[])[], rounding?: number) => string | undefined
}

/** Where every moment costs, one step in so many is looked at. */
const STRIDE = 15

/** The mean of each group of so many gradients. */
const meansOf = (gradients: readonly unknown[], size = 1): readonly unknown[] =>
  size === 1
    ? gradients
    : Array.from({ length: gradients.length / size }, (_, group) =>
        treeScale(1 / size, gradients.slice(group * size, (group + 1) * size).reduce(treeAdd)),
      )

/** The moments after each group of so many steps; a step within a group says nothing. */
const everyGroup = (moments: readonly Moment[], size = 1): readonly Moment[] =>
  size === 1
    ? moments
    : moments
        .filter(({ step }) => step % size === 0)
        .map(({ step, params, state }) => ({ step: step / size, params, state }))

/** The steps from 0 to the last one, every so many, and the last one itself. */
const everySo = (many: number, { gradients }: Example): ReadonlySet<number> =>
  new Set([...gradients.keys(), gradients.length].filter((step) => step % many === 0 || step === gradients.length))

/** The two sides of a trial. */
const pairOf = (theorem: Theorem, trial: Trial) => {
  const sides = sidesOf(theorem, withNumbers(trial.numbers))
  const size = theorem.microBatches === undefined ? 1 : trial.numbers[theorem.microBatches]
  const whole = { ...trial, gradients: trial.gradients.slice(0, Math.floor(trial.gradients.length / size) * size) }
  const gradients = whole.gradients.map(numbersOf)
  const means = { ...trial, gradients: meansOf(whole.gradients, size) }
  const stride = sides.assumptions.length > 0 ? 1 : Math.ceil(STRIDE / size)
  return {
    runs: [
      { transformation: sides.left, example: whole, steps: everySo(stride * size, whole) },
      { transformation: sides.right, example: means, steps: everySo(stride, means) },
    ],
    finding: ([left, right]: readonly (readonly Moment[])[]) =>
      howFarApart(sides, everyGroup(left, size), right, gradients),
  }
}

/** The moments before a step and after it. */
const around = (moments: readonly Moment[], last: number): readonly Moment[] =>
  moments.filter(({ step }) => step === last || step === last - 1)

/** The distances of a limit at each of its values. */
const distancesOf = (
  theorem: Limit,
  trial: Trial,
): {
  readonly runs: readonly Run[]
  readonly distances: (moments: readonly (readonly Moment[])[]) => readonly number[]
} => {
  const { along, values } = theorem
  if (along !== 'steps') {
    const pairs = values.map((value) => pairOf(theorem, { ...trial, numbers: { ...trial.numbers, [along]: value } }))
    return {
      runs: pairs.flatMap(({ runs }) => runs),
      distances: (moments) => pairs.map(({ finding }, i) => finding(moments.slice(2 * i, 2 * i + 2)).distance),
    }
  }
  // The gradients repeat.
  const gradients = Array.from({ length: Math.max(...values) }, (_, i) => trial.gradients[i % trial.gradients.length])
  const { left: one, right: other } = sidesOf(theorem, withNumbers(trial.numbers))
  const steps = new Set(values.flatMap((value) => [value - 1, value]))
  return {
    runs: [one, other].map((transformation) => ({ transformation, example: { ...trial, gradients }, steps })),
    distances: ([left, right]) =>
      values.map((last) => howFarApartInStep(around(left, last), around(right, last)).distance),
  }
}

/** What to run to try a theorem. */
export const experimentOf = (theorem: Theorem, trial: Trial): Experiment => {
  if (theorem.kind === 'limit') {
    const { runs, distances } = distancesOf(theorem, trial)
    return {
      runs,
      objection: (moments, rounding = ROUNDING) => {
        const found = distances(moments)
        const last = found[found.length - 1]
        if (found.some((each, i) => i > 0 && each > found[i - 1] + rounding)) {
          return `the distances do not fall: ${found.join(', ')}`
        }
        return last <= Math.max(theorem.within, rounding)
          ? undefined
          : `the last distance is ${last}, above ${theorem.within}`
      },
    }
  }
  const { runs, finding } = pairOf(theorem, trial)
  return {
    runs,
    objection: (moments, rounding = ROUNDING) => {
      const { distance, where } = finding(moments)
      if (theorem.kind === 'equal') {
        return distance <= rounding ? undefined : `the sides differ by ${distance}: ${where}`
      }
      return distance > Math.max(DIFFERENT, rounding) ? undefined : `the sides do not differ by more than ${distance}`
    },
  }
}
