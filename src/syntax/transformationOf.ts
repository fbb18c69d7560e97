/** From a written call to a transformation. @module */
import { applyIfFinite } from '../chain/applyIfFinite.ts'
import { chain } from '../chain/chain.ts'
import { namedChain } from '../chain/namedChain.ts'
import { didYouMean } from '../errors/nearest.ts'
import { isOptfuseError } from '../errors/OptfuseError.ts'
import { interpret, simplify, type Expr } from '../expr/index.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { namesOf, type Maker } from '../spec/vocabulary.ts'
import { equationsOf } from './equationsOf.ts'
import { formulaOf, functions } from './formulaOf.ts'
import { parse } from './parse.ts'
import type { CallSyntax, Syntax } from './syntax.ts'
import { syntaxError } from './tokens.ts'
import { countInFormula, writtenSchedule } from './writtenSchedule.ts'

/** A transformation and how its numbers were written. */
export interface Written {
  readonly transformation: AnyGradientTransformation
  /** The formula behind each number that was not a literal. */
  readonly formulas: ReadonlyMap<number, Expr>
}

const compositions = ['chain', 'namedChain', 'applyIfFinite', 'equations']

const isTransformation = (value: unknown): value is AnyGradientTransformation =>
  typeof value === 'object' && value !== null && 'definition' in value

/**
 * The options of a call under their names: positional ones take the names of the schema in its order, a record at the end
 * holds the others.
 */
export const optionsOf = (
  { name, args, at }: CallSyntax,
  { schema }: Maker<unknown>,
  source: string,
): readonly (readonly [option: string, value: Syntax])[] => {
  const last = args.at(-1)
  const rest = last?.kind === 'record' ? last.entries : []
  const positional = last?.kind === 'record' ? args.slice(0, -1) : args
  const keys = Object.keys(schema)
  if (positional.length > keys.length) {
    throw syntaxError(source, at, `${name} takes at most ${keys.length} options, got ${positional.length}.`)
  }
  const twice = rest.find(([key]) => keys.indexOf(key) >= 0 && keys.indexOf(key) < positional.length)
  if (twice !== undefined) throw syntaxError(source, twice[1].at, `option ${twice[0]} is given twice.`)
  return [...positional.map((value, i) => [keys[i], value] as const), ...rest]
}

/**
 * The transformation that a call writes down, as one would in a program: `chain(trace(0.9), scale(-0.1))`. It may use the
 * factories and schedules of the catalogue, `chain`, `namedChain`, `applyIfFinite` and `equations("…")` (see `equationsOf`),
 * arithmetic on numbers, and a schedule written as a formula, `(count) => 0.1 / sqrt(count + 1)`. A factory without its
 * call takes its defaults.
 *
 * @param names what other names stand for
 * @throws OptfuseError `invalid-syntax`, with the place; what the factories throw
 * @example
 * const { transformation } = transformationOf('chain(trace(0.9), scale(-0.1))')
 * formula(transformation).split('\n').length // 6
 */
export const transformationOf = (source: string, names: Readonly<Record<string, Expr>> = {}): Written => {
  const { transformations, schedules } = namesOf({})
  const formulas = new Map<number, Expr>()
  const refuse = (at: number, problem: string): never => {
    throw syntaxError(source, at, problem)
  }
  const lookup = (name: string): Expr | undefined => (Object.hasOwn(names, name) ? names[name] : undefined)

  const numberOf = (syntax: Syntax): number => {
    const [formula] = simplify([formulaOf(syntax, source, lookup, Object.keys(names))])
    const value = interpret(formula, {})
    if (formula.kind !== 'constant') formulas.set(value, formula)
    return value
  }

  const make = (call: CallSyntax): unknown => {
    const { name, args, at } = call
    const link = (syntax: Syntax): AnyGradientTransformation => {
      const value = valueOf(syntax)
      return isTransformation(value) ? value : refuse(syntax.at, `${name} takes transformations here.`)
    }
    if (name === 'chain') return chain(...args.map(link))
    if (name === 'namedChain') {
      const [links] = args
      if (args.length !== 1 || links.kind !== 'record') {
        return refuse(at, 'namedChain takes one record, from names to transformations.')
      }
      return namedChain(Object.fromEntries(links.entries.map(([key, value]) => [key, link(value)])))
    }
    if (name === 'applyIfFinite') {
      if (args.length !== 2) return refuse(at, 'applyIfFinite takes a transformation and a number.')
      return applyIfFinite(link(args[0]), numberOf(args[1]))
    }
    if (name === 'equations') {
      const [text] = args
      if (args.length !== 1 || text.kind !== 'literal' || typeof text.value !== 'string') {
        return refuse(at, 'equations takes one text, such as "Δθ = -0.1·g".')
      }
      return equationsOf(text.value, names)
    }
    const factory = transformations.get(name) ?? schedules.get(name)
    if (factory === undefined) {
      const known = [...compositions, ...transformations.keys(), ...schedules.keys()]
      return refuse(at, `there is no "${name}".${didYouMean(name, known)}`)
    }
    const options = optionsOf(call, factory, source).map(([key, value]) => [key, valueOf(value)])
    try {
      return factory.fromOptions(Object.fromEntries(options))
    } catch (error) {
      return isOptfuseError(error) && error.code !== 'invalid-syntax' ? refuse(at, error.message) : raise(error)
    }
  }

  const valueOf = (syntax: Syntax): unknown => {
    switch (syntax.kind) {
      case 'literal':
        return syntax.value
      case 'name': {
        const { name, at } = syntax
        if (Object.hasOwn(names, name)) return numberOf(syntax)
        return make({ kind: 'call', name, args: [], at })
      }
      case 'list':
        return syntax.items.map(valueOf)
      case 'record':
        return Object.fromEntries(syntax.entries.map(([key, value]) => [key, valueOf(value)]))
      case 'function': {
        const { parameter, body } = syntax
        return writtenSchedule(
          formulaOf(body, source, (name) => (name === parameter ? countInFormula : lookup(name)), [parameter]),
        )
      }
      case 'call':
        return functions.includes(syntax.name) ? numberOf(syntax) : make(syntax)
    }
  }

  const syntax = parse(source)
  const transformation = valueOf(syntax)
  return isTransformation(transformation)
    ? { transformation, formulas }
    : refuse(syntax.at, 'expected a transformation, such as adam(0.1) or chain(…).')
}

const raise = (error: unknown): never => {
  throw error
}
