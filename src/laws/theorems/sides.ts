/** Both sides of a theorem, for given values of its hyperparameters. @module */
import { OptfuseError } from '../../errors/OptfuseError.ts'
import { didYouMean } from '../../errors/nearest.ts'
import { hyper, increment, input, slot, type Expr } from '../../expr/index.ts'
import { symbolNode } from '../../expr/intern.ts'
import type { HyperNode } from '../../expr/node.ts'
import { formulaOf } from '../../syntax/formulaOf.ts'
import { parse, parseEquality } from '../../syntax/parse.ts'
import { transformationOf, type TransformationOfOptions } from '../../syntax/index.ts'
import type { GradientTransformation } from '../../rule/index.ts'
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
  readonly left: GradientTransformation
  readonly right: GradientTransformation
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

/** The hyperparameters of a theorem with a value each. */
export const withNumbers = (numbers: Readonly<Record<string, number>>): Readonly<Record<string, Expr>> =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, hyper(name, value)]))

/** The hyperparameters of a theorem, each for all its values at once. */
export const withSymbols = ({ given }: Theorem): Readonly<Record<string, HyperNode>> =>
  Object.fromEntries(Object.entries(given).map(([name, range]) => [name, symbolNode(name, range)]))

/**
 * Both sides of a theorem.
 *
 * @param names what its hyperparameters stand for
 * @param options how to read the sides
 */
export const sidesOf = (
  theorem: Theorem,
  names: Readonly<Record<string, Expr>>,
  options: TransformationOfOptions = {},
): Sides => {
  const [left, right] = [theorem.left, theorem.right].map((text) => transformationOf(text, names, options))
  const places = {
    left: slotPlaces(left.definition),
    right: slotPlaces(right.definition),
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
