/** Hold what the two sides of a theorem did against each other. @module */
import { input, type Expr } from '../../expr/index.ts'
import { evaluateColumns, type Column } from './evaluateColumns.ts'
import { numbersOf, readSlot } from './readState.ts'
import { countInRelation, paramOf, type Sides } from './sides.ts'
import type { Moment } from './ways.ts'

/** The largest difference found, relative to the largest number in sight, and where it was. */
export interface Finding {
  readonly distance: number
  readonly where: string
}

const apart = (x: number, y: number): number => (x === y || (Number.isNaN(x) && Number.isNaN(y)) ? 0 : Math.abs(x - y))

const largest = (rows: readonly (readonly number[])[]): number => {
  let most = 0
  for (const row of rows) for (const x of row) if (Number.isFinite(x)) most = Math.max(most, Math.abs(x))
  return most
}

/** Both sides of a quantity, step by step and element by element. */
interface Compared {
  readonly what: string
  readonly left: readonly (readonly number[])[]
  readonly right: readonly (readonly number[])[]
}

/** The largest difference where it counts; `steps` are those of the rows. */
const worst = (
  { what, left, right }: Compared,
  steps: readonly number[],
  counts?: readonly (readonly boolean[])[],
): Finding => {
  const scale = Math.max(largest(left), largest(right)) || 1
  let found: Finding = { distance: 0, where: '' }
  left.forEach((row, at) => {
    row.forEach((x, i) => {
      const distance = apart(x, right[at][i]) / scale
      if (counts?.[at][i] !== false && !(distance <= found.distance)) {
        found = {
          distance: Number.isNaN(distance) ? Infinity : distance,
          where: `${what}, step ${steps[at]}, element ${i}: ${x} on the left, ${right[at][i]} on the right`,
        }
      }
    })
  })
  return found
}

/** The numbers of each moment's parameters. */
const paramsOf = (moments: readonly Moment[]): readonly (readonly number[])[] =>
  moments.map(({ params }) => numbersOf(params))

/** The value of a formula for every element, at one of the moments. */
const evaluator =
  (
    sides: Sides,
    left: readonly Moment[],
    right: readonly Moment[],
    params: Pick<Compared, 'left' | 'right'>,
    gradients: readonly (readonly number[])[],
  ) =>
  (formula: Expr, at: number, size: number): readonly number[] => {
    const { step } = left[at]
    return evaluateColumns(formula, size, [
      ...sides.reads.map(({ side, place, node }): Column => [
        node,
        readSlot((side === 'left' ? left : right)[at].state, place),
      ]),
      [paramOf.left, params.left[at]],
      [paramOf.right, params.right[at]],
      [input('gradient'), gradients[Math.min(step, gradients.length - 1)]],
      [countInRelation, [step]],
    ])
  }

/**
 * How far apart two sides are at worst: their parameters, updates and what their relation says of the states, wherever the
 * theorem's assumptions have held so far.
 *
 * @param left the moments of the left side; where there are assumptions, those of every step
 * @param right the moments of the right side after the same steps
 * @param gradients the numbers of each step's gradient
 */
export const howFarApart = (
  sides: Sides,
  left: readonly Moment[],
  right: readonly Moment[],
  gradients: readonly (readonly number[])[],
): Finding => {
  const size = gradients[0].length
  const steps = left.map(({ step }) => step)
  const params = { left: paramsOf(left), right: paramsOf(right) }
  const evaluate = evaluator(sides, left, right, params, gradients)
  const rows = <A>(value: (at: number) => A): readonly A[] => left.map((_, at) => value(at))

  // An element counts as long as every assumption has held for it.
  const holding: (readonly boolean[])[] = [Array.from({ length: size }, () => true)]
  for (const at of left.slice(1).keys()) {
    const values = sides.assumptions.map(({ holds }) => evaluate(holds, at, size))
    holding.push(holding[at].map((before, i) => before && values.every((row) => row[i] !== 0)))
  }
  if (!holding.at(-1)?.some(Boolean)) {
    return { distance: Infinity, where: 'no element meets the assumptions to the end' }
  }

  const compared: Compared[] = sides.relation.map(({ text, left: a, right: b }) => ({
    what: text,
    left: rows((at) => evaluate(a, at, size)),
    right: rows((at) => evaluate(b, at, size)),
  }))
  const found: Finding[] = []
  if (!sides.paramsDiffer) {
    compared.push({ what: 'the parameters', ...params })
    if ('updates' in left[1]) {
      const given = (moments: readonly Moment[]) => moments.slice(1).map(({ updates }) => numbersOf(updates))
      found.push(
        worst({ what: 'the updates', left: given(left), right: given(right) }, steps.slice(1), holding.slice(1)),
      )
    }
  }
  found.push(...compared.map((each) => worst(each, steps, holding)))
  return found.reduce((a, b) => (b.distance > a.distance ? b : a))
}

/** How far apart the updates of a step are, given the moments before it and after it. */
export const howFarApartInStep = (left: readonly Moment[], right: readonly Moment[]): Finding => {
  const [a, b] = [left, right].map(([before, after]) => {
    const from = numbersOf(before.params)
    return numbersOf(after.params).map((x, i) => x - from[i])
  })
  return worst({ what: 'the updates', left: [a], right: [b] }, [left[1].step])
}
