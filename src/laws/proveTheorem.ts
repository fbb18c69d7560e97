/** Prove a theorem. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { input, type Expr } from '../expr/index.ts'
import { isExpr } from '../expr/operand.ts'
import { rewrite } from '../expr/rewrite.ts'
import { prove, type Proof } from '../prove/index.ts'
import type { Definition } from '../rule/index.ts'
import { findSlot, slotPlaces } from './theorems/readState.ts'
import { countInRelation, paramOf, sidesOf, withSymbols, type ReadSlot } from './theorems/sides.ts'
import type { Theorem } from './theorems/theorem.ts'
import { proveByGroups } from './theorems/proveByGroups.ts'

const at = (state: unknown, keys: readonly (number | string)[]): unknown =>
  keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    state,
  )

/** A state like that of a definition with formulas in some slots; `path` leads to it. */
const nest = (definition: Definition, formulas: ReadonlyMap<string, Expr>, path = ''): unknown => {
  if (definition.kind === 'rule') {
    const entries = Object.keys(definition.slots).map((name) => [name, formulas.get(`${path}.${name}`)] as const)
    return Object.fromEntries(entries.filter(([, formula]) => formula !== undefined))
  }
  const { links, names } = definition
  return names === undefined
    ? links.map((link, i) => nest(link, formulas, `${path}[${i}]`))
    : Object.fromEntries(links.map((link, i) => [names[i], nest(link, formulas, `${path}.${names[i]}`)]))
}

/**
 * Decide a theorem by `prove`, for all values of its hyperparameters at once: with its relation between the states, and
 * under its assumptions. Of a limit, which the algebra does not know, the sides are compared as they stand.
 *
 * @throws OptfuseError `invalid-syntax` for a relation that is not of the form `right.name = formula of left names`
 */
export const proveTheorem = (theorem: Theorem): Proof => {
  const symbols = withSymbols(theorem)
  const sides = sidesOf(theorem, symbols, { exact: true })
  if (theorem.microBatches !== undefined) {
    return proveByGroups(sides.left.definition, sides.right.definition, symbols[theorem.microBatches])
  }
  const places = slotPlaces(sides.left.definition)
  const stepCount = places.find(({ name }) => name === 'count') ?? findSlot(places, '.count')

  /** What the nodes of relations and assumptions are in the states that the prover shows. */
  const translate = (states: Readonly<Record<'left' | 'right', unknown>>, param: Expr) => {
    const meaning = new Map<Expr, unknown>([
      ...sides.reads.map(({ side, place, node }: ReadSlot) => [node, at(states[side], place.keys)] as const),
      [paramOf.left, param] as const,
      [countInRelation, stepCount === undefined ? undefined : at(states.left, stepCount.keys)] as const,
    ])
    return (formula: Expr): Expr =>
      rewrite([formula], (node) => {
        const value = meaning.get(node)
        return isExpr(value) ? value : node
      })[0]
  }

  const relate = ({ state, param }: { readonly state: unknown; readonly param: Expr }) => {
    const formulas = new Map<string, Expr>()
    let paramFormula: Expr | undefined
    const inTermsOfLeft = translate({ left: state, right: undefined }, param)
    for (const { text, left, right } of sides.relation) {
      const slot = sides.reads.find(({ node, side }) => node === left && side === 'right')
      if (left === paramOf.right) paramFormula = inTermsOfLeft(right)
      else if (slot !== undefined) formulas.set(slot.place.path, inTermsOfLeft(right))
      else throw new OptfuseError('invalid-syntax', `"${text}" does not begin with a name of the right side.`)
    }
    return {
      state: nest(sides.right.definition, formulas) as object,
      ...(paramFormula === undefined ? {} : { param: paramFormula }),
    }
  }
  const param = input('param')
  return prove(sides.left, sides.right, {
    ...(sides.relation.length === 0 ? {} : { relate }),
    ...(sides.assumptions.length === 0
      ? {}
      : {
          given: (left: { readonly state: unknown }, right?: { readonly state: unknown }) =>
            sides.assumptions.map(({ holds }) => translate({ left: left.state, right: right?.state }, param)(holds)),
        }),
  })
}
