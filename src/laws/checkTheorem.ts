/** Look for counterexamples to a theorem. @module */
import fc from 'fast-check'
import { input, type Expr } from '../expr/index.ts'
import { evaluateColumns, type Column } from './theorems/evaluateColumns.ts'
import { treeAdd, treeScale } from '../pytree/index.ts'
import { numbersOf, readSlot } from './theorems/readState.ts'
import { countInRelation, paramOf, sidesOf, withNumbers, type Sides } from './theorems/sides.ts'
import type { Theorem } from './theorems/theorem.ts'
import { anyTrial, type Trial } from './theorems/trial.ts'
import { trials } from './theorems/trials.ts'
import { ways, type Moment, type Way } from './theorems/ways.ts'

/** How to look. */
export interface CheckTheoremOptions {
  /** The seed of everything random; default that of the library's own tests, 20240229. */
  readonly seed?: number
  /** How many examples to try; default 4. */
  readonly runs?: number
  /** How many steps each takes; default 60. */
  readonly steps?: number
}

/** How far apart sides that are equal may be, relative to the largest number of the run: rounding in float64. */
export const ROUNDING = 1e-10

/** How far apart sides that differ must be somewhere. */
const DIFFERENT = 1e-6

/** What a trial found: the largest difference, relative to the largest number in sight, and where it was. */
interface Finding {
  readonly distance: number
  readonly where: string
}

const apart = (x: number, y: number): number => (x === y || (Number.isNaN(x) && Number.isNaN(y)) ? 0 : Math.abs(x - y))

const largest = (numbers: readonly number[]): number =>
  numbers.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0)

/** Both sides of a quantity, step by step and element by element. */
interface Compared {
  readonly what: string
  readonly left: readonly (readonly number[])[]
  readonly right: readonly (readonly number[])[]
}

const worst = ({ what, left, right }: Compared, counts: readonly (readonly boolean[])[]): Finding => {
  const scale = Math.max(largest(left.flat()), largest(right.flat())) || 1
  let found: Finding = { distance: 0, where: '' }
  left.forEach((row, step) => {
    row.forEach((x, i) => {
      const distance = apart(x, right[step][i]) / scale
      if (counts[step][i] && !(distance <= found.distance)) {
        found = {
          distance: Number.isNaN(distance) ? Infinity : distance,
          where: `${what}, step ${step}, element ${i}: ${x} on the left, ${right[step][i]} on the right`,
        }
      }
    })
  })
  return found
}

/** The value of a formula for every element, after so many steps. */
const evaluator =
  (sides: Sides, left: readonly Moment[], right: readonly Moment[], gradients: readonly (readonly number[])[]) =>
  (formula: Expr, step: number, size: number): readonly number[] => {
    const gradient = gradients[Math.min(step, gradients.length - 1)]
    return evaluateColumns(formula, size, [
      ...sides.reads.map(({ side, place, node }): Column => [
        node,
        readSlot((side === 'left' ? left : right)[step].state, place),
      ]),
      [paramOf.left, numbersOf(left[step].params)],
      [paramOf.right, numbersOf(right[step].params)],
      [input('gradient'), gradient],
      [countInRelation, [step]],
    ])
  }

/** The mean of each group of so many gradients. */
const meansOf = (gradients: readonly unknown[], size = 1): readonly unknown[] =>
  size === 1
    ? gradients
    : Array.from({ length: Math.floor(gradients.length / size) }, (_, group) =>
        treeScale(1 / size, gradients.slice(group * size, (group + 1) * size).reduce(treeAdd)),
      )

/** The moments after each group of so many steps; a step within a group says nothing. */
const everyGroup = (moments: readonly Moment[], size = 1): readonly Moment[] =>
  size === 1 ? moments : moments.filter((_, step) => step % size === 0).map(({ params, state }) => ({ params, state }))

const runBoth = (theorem: Theorem, way: Way, trial: Trial): Finding => {
  const sides = sidesOf(theorem, withNumbers(trial.numbers))
  const left = everyGroup(way.run(sides.left, trial), theorem.microBatches)
  const right = way.run(sides.right, { ...trial, gradients: meansOf(trial.gradients, theorem.microBatches) })
  const gradients = trial.gradients.map(numbersOf)
  const size = gradients[0].length
  const evaluate = evaluator(sides, left, right, gradients)
  const rows = <A>(value: (step: number) => A): readonly A[] => left.map((_, step) => value(step))

  // An element counts as long as every assumption has held for it.
  const holding: (readonly boolean[])[] = [Array.from({ length: size }, () => true)]
  for (const step of left.slice(1).keys()) {
    const values = sides.assumptions.map(({ holds }) => evaluate(holds, step, size))
    holding.push(holding[step].map((before, i) => before && values.every((row) => row[i] !== 0)))
  }

  const compared: Compared[] = sides.relation.map(({ text, left: a, right: b }) => ({
    what: text,
    left: rows((step) => evaluate(a, step, size)),
    right: rows((step) => evaluate(b, step, size)),
  }))
  const found: Finding[] = []
  if (!sides.paramsDiffer) {
    const of = (moments: readonly Moment[]) => moments.map(({ params }) => numbersOf(params))
    compared.push({ what: 'the parameters', left: of(left), right: of(right) })
    if ('updates' in left[1]) {
      const given = (moments: readonly Moment[]) => moments.slice(1).map(({ updates }) => numbersOf(updates))
      found.push(worst({ what: 'the updates', left: given(left), right: given(right) }, holding.slice(1)))
    }
  }
  found.push(...compared.map((each) => worst(each, holding)))
  const { distance, where } = found.reduce((a, b) => (b.distance > a.distance ? b : a))
  if (!holding.at(-1)?.some(Boolean))
    return { distance: Infinity, where: 'no element meets the assumptions to the end' }
  return { distance, where: `${way.name}, ${where}` }
}

/** What speaks against the theorem in this trial, or `undefined`. */
const objection = (theorem: Theorem, trial: Trial): string | undefined => {
  for (const way of ways) {
    const run = (numbers: Trial['numbers']): Finding => runBoth(theorem, way, { ...trial, numbers })
    switch (theorem.kind) {
      case 'equal': {
        const { distance, where } = run(trial.numbers)
        if (!(distance <= ROUNDING)) return `the sides differ by ${distance}: ${where}`
        break
      }
      case 'refuted': {
        const { distance } = run(trial.numbers)
        if (distance <= DIFFERENT) return `on ${way.name}, the sides do not differ by more than ${distance}`
        break
      }
      case 'limit': {
        const { along, values, within } = theorem
        const distances = values.map((value) =>
          along === 'steps' ? lastStep(theorem, way, trial, value) : run({ ...trial.numbers, [along]: value }).distance,
        )
        const rises = distances.findIndex((each, i) => i > 0 && each > distances[i - 1] + ROUNDING)
        if (rises >= 0) return `on ${way.name}, the distances do not fall: ${distances.join(', ')}`
        if (!(distances[distances.length - 1] <= within)) {
          return `on ${way.name}, the last distance is ${distances[distances.length - 1]}, above ${within}`
        }
        break
      }
    }
  }
  return undefined
}

/** How far apart the updates are after so many steps, the gradients repeating. */
const lastStep = (theorem: Theorem, way: Way, trial: Trial, steps: number): number => {
  const gradients = Array.from({ length: steps }, (_, i) => trial.gradients[i % trial.gradients.length])
  const { left, right } = sidesOf(theorem, withNumbers(trial.numbers))
  const [a, b] = [left, right].map((transformation) => {
    const moments = way.run(transformation, { ...trial, gradients })
    const [before, after] = [numbersOf(moments[steps - 1].params), numbersOf(moments[steps].params)]
    return after.map((x, i) => x - before[i])
  })
  return worst({ what: 'the updates', left: [a], right: [b] }, [a.map(() => true)]).distance
}

/**
 * Try a theorem on random trees, hyperparameters and gradients, on both CPU engines, pure and resident. Equal sides may
 * differ by rounding only, refuted ones must differ in every trial, and a limit must come nearer each time.
 *
 * @throws Error with the smallest counterexample found and the seed that leads to it
 */
export const checkTheorem = (theorem: Theorem, options: CheckTheoremOptions = {}): void => {
  const { seed, runs, steps } = { ...trials, ...options }
  const property = fc.property(anyTrial(theorem, steps), (trial) => objection(theorem, trial) === undefined)
  const { failed, counterexample } = fc.check(property, { seed, numRuns: runs })
  if (!failed || counterexample === null) return
  const [trial] = counterexample
  throw new Error(
    [
      `"${theorem.name}" does not hold: ${objection(theorem, trial) ?? 'it failed once and held when tried again'}`,
      `With ${JSON.stringify(trial.numbers)}`,
      `Parameters: ${fc.stringify(trial.params)}`,
      `To see it again: checkTheorem(…, { seed: ${seed}, runs: ${runs}, steps: ${steps} })`,
    ].join('\n'),
  )
}
