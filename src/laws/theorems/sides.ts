/** Both sides of a theorem, for given values of its hyperparameters. @module */
import { OptfuseError } from '../../errors/OptfuseError.ts'
import { didYouMean } from '../../errors/nearest.ts'
import { hyper, increment, input, slot, type Expr } from '../../expr/index.ts'
import { formulaOf } from '../../syntax/formulaOf.ts'
import { parse, parseEquality } from '../../syntax/parse.ts'
import { transformationOf, type Written } from '../../syntax/index.ts'
import { findSlot, slotPlaces, type SlotPlace } from './readState.ts'
import type { Theorem } from './theorem.ts'

/** A slot that an equation between the sides reads; `node` stands for it there. */
export interface ReadSlot {
  readonly side: 'left' | 'right'
  readonly place: SlotPlace
  readonly node: Expr
}

/** One equation of a relation. */
export interface RelationEquation {
  readonly text: string
  readonly left: Expr
  readonly right: Expr
}

/** Both sides and what relates them. */
export interface Sides {
  readonly left: Written
  readonly right: Written
  readonly relation: readonly RelationEquation[]
  readonly assumptions: readonly { readonly text: string; readonly holds: Expr }[]
  /** The slots that the relation and the assumptions read. */
  readonly reads: readonly ReadSlot[]
  /** Whether the sides live at different parameters, which the relation tells. */
  readonly paramsDiffer: boolean
}

/** The parameter of a side in a relation. */
export const paramOf = { left: slot('left.θ', 'element'), right: slot('right.θ', 'element') } as const

/** How many steps have been taken, in a relation. */
export const countInRelation = slot('count', 'uniform')

/** The slot that a name such as `left.trace` or `right[1].nu` means. */
const readSlotNamed = (
  places: Readonly<Record<'left' | 'right', readonly SlotPlace[]>>,
  name: string,
): ReadSlot | undefined => {
  const [, side, path] = /^(left|right)(.+)$/.exec(name) ?? []
  if (side !== 'left' && side !== 'right') return undefined
  const place = findSlot(places[side], path)
  if (place === undefined) {
    const known = places[side].map((each) => `${side}${each.path}`)
    throw new OptfuseError('invalid-syntax', `${side} has no slot ${path} alone.${didYouMean(name, known)}`)
  }
  return { side, place, node: slot(name, 'element') }
}

/**
 * Both sides of a theorem.
 *
 * @param values a value for every hyperparameter; the sides' formulas know them by name as well
 */
export const sidesOf = (theorem: Theorem, values: Readonly<Record<string, number>>): Sides => {
  const names = Object.fromEntries(Object.keys(theorem.given).map((name) => [name, hyper(name, values[name])]))
  const [left, right] = [transformationOf(theorem.left, names), transformationOf(theorem.right, names)]
  const places = {
    left: slotPlaces(left.transformation.definition),
    right: slotPlaces(right.transformation.definition),
  }
  const reads = new Map<string, ReadSlot>()
  const common: Readonly<Record<string, Expr>> = {
    ...names,
    count: countInRelation,
    t: increment(countInRelation),
    g: input('gradient'),
    'left.θ': paramOf.left,
    'right.θ': paramOf.right,
  }
  const meaning = (name: string): Expr | undefined => {
    if (Object.hasOwn(common, name)) return common[name]
    const read = reads.get(name) ?? readSlotNamed(places, name)
    if (read !== undefined) reads.set(name, read)
    return read?.node
  }
  const relation = (theorem.relation ?? []).map((text) => {
    const [a, b] = parseEquality(text)
    return { text, left: formulaOf(a, text, meaning), right: formulaOf(b, text, meaning) }
  })
  const assumptions = (theorem.assuming ?? []).map((text) => ({ text, holds: formulaOf(parse(text), text, meaning) }))
  return {
    left,
    right,
    relation,
    assumptions,
    reads: [...reads.values()],
    paramsDiffer: relation.some((equation) => equation.left === paramOf.right),
  }
}
