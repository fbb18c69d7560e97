/** From a written call to a transformation. @module */
import { chain } from '../chain/chain.ts'
import { namedChain } from '../chain/namedChain.ts'
import { didYouMean } from '../errors/nearest.ts'
import { isOptfuseError } from '../errors/OptfuseError.ts'
import type { Schema } from '../options/descriptor.ts'
import { interpret, type Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import { rewrite } from '../expr/rewrite.ts'
import { symbolic } from '../expr/symbolic.ts'
import type { AnyGradientTransformation, GradientTransformation } from '../rule/index.ts'
import { namesOf, type Maker } from '../spec/vocabulary.ts'
import { equationsOf } from './equationsOf.ts'
import { formulaOf, functions } from './formulaOf.ts'
import { parse } from './parse.ts'
import type { CallSyntax, RecordSyntax, Syntax } from './syntax.ts'
import { syntaxError } from './tokens.ts'
import { countInFormula, writtenSchedule } from './writtenSchedule.ts'

/** How to read a written call. */
export interface TransformationOfOptions {
  /** Whether numbers given as formulas, such as 1/3, stay formulas, for proofs; what comes then cannot be run. */
  readonly exact?: boolean
}

const compositions = ['chain', 'namedChain', 'equations']

const isTransformation = (value: unknown): value is GradientTransformation =>
  typeof value === 'object' && value !== null && 'definition' in value && 'update' in value

const hasSymbols = (formula: Expr): boolean =>
  postorder([formula]).some((node) => node.kind === 'hyper' && node.symbol !== undefined)

const scalars: readonly string[] = ['number', 'flag', 'choice', 'nullable', 'schedule']

/** Whether a record at a place among the arguments holds options, and is not the option of that place itself. */
const areOptions = ({ entries }: RecordSyntax, schema: Schema, place: number): boolean => {
  const keys = Object.keys(schema)
  return (
    place >= keys.length || scalars.includes(schema[keys[place]].kind) || entries.every(([key]) => keys.includes(key))
  )
}

/**
 * The options of a call under their names: positional ones take the names of the schema in its order, a record at the end
 * holds the others.
 */
export const optionsOf = (
  { name, args, at }: CallSyntax,
  { schema }: Maker<unknown>,
  source: string,
): readonly (readonly [option: string, value: Syntax])[] => {
  const keys = Object.keys(schema)
  const last = args.at(-1)
  const rest = last?.kind === 'record' && areOptions(last, schema, args.length - 1) ? last : undefined
  const positional = rest === undefined ? args : args.slice(0, -1)
  if (positional.length > keys.length) {
    throw syntaxError(source, at, `${name} takes at most ${keys.length} options, got ${positional.length}.`)
  }
  const twice = rest?.entries.find(([key]) => keys.indexOf(key) >= 0 && keys.indexOf(key) < positional.length)
  if (twice !== undefined) throw syntaxError(source, twice[1].at, `option ${twice[0]} is given twice.`)
  return [...positional.map((value, i) => [keys[i], value] as const), ...(rest?.entries ?? [])]
}

/**
 * The transformation that a call writes down, as one would in a program: `chain(trace(0.9), scale(-0.1))`. It may use the
 * factories and schedules of the catalogue, `chain`, `namedChain` and `equations("…")` (see `equationsOf`),
 * arithmetic on numbers, and a schedule written as a formula, `(count) => 0.1 / sqrt(count + 1)`. A factory without its
 * call takes its defaults.
 *
 * @param names what other names stand for; numbers and symbols, which stand for all of theirs
 * @throws OptfuseError `invalid-syntax`, with the place and what the factory said
 * @example
 * const opt = transformationOf('chain(trace(0.9), scale(-0.1))')
 * opt.update({ w: 2 }, opt.init({ w: 0 }))[0] // { w: -0.2 }
 */
export const transformationOf = (
  source: string,
  names: Readonly<Record<string, Expr>> = {},
  { exact = false }: TransformationOfOptions = {},
): GradientTransformation => {
  const { transformations, schedules } = namesOf({})
  const refuse = (at: number, problem: string): never => {
    throw syntaxError(source, at, problem)
  }
  const lookup = (name: string): Expr | undefined => (Object.hasOwn(names, name) ? names[name] : undefined)

  /** Schedules compute with their numbers when they are made, so these are never formulas unless they have symbols. */
  let withinSchedule = false

  /** A number; a formula of symbols, or where nothing may be rounded, stays one. */
  const numberOf = (syntax: Syntax): number => {
    const formula = formulaOf(syntax, source, lookup, Object.keys(names))
    if (formula.kind === 'constant') return formula.value
    return (exact && !withinSchedule) || hasSymbols(formula) ? symbolic(formula) : interpret(formula, {})
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
    const written = optionsOf(call, factory, source)
    // A required number that is left out is the name of its option, as in `{ eps }`.
    const implied = Object.keys(factory.schema).filter(
      (key) => factory.schema[key].required && lookup(key) !== undefined && !written.some(([option]) => option === key),
    )
    const before = withinSchedule
    withinSchedule = before || !transformations.has(name)
    const options = [
      ...written.map(([key, value]) => [key, valueOf(value)]),
      ...implied.map((key) => [key, valueOf({ kind: 'name', name: key, at })]),
    ]
    withinSchedule = before
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
        const formula = formulaOf(body, source, (name) => (name === parameter ? countInFormula : lookup(name)), [
          parameter,
        ])
        return exact || hasSymbols(formula)
          ? symbolic((count) => rewrite([formula], (node) => (node === countInFormula ? count : node))[0])
          : writtenSchedule(formula)
      }
      case 'call':
        return functions.includes(syntax.name) ? numberOf(syntax) : make(syntax)
    }
  }

  const syntax = parse(source)
  const transformation = valueOf(syntax)
  return isTransformation(transformation)
    ? transformation
    : refuse(syntax.at, 'expected a transformation, such as adam(0.1) or chain(…).')
}

const raise = (error: unknown): never => {
  throw error
}
