/** The codec of transformations. @module */
import * as t from 'io-ts'
import { chain as andThen, map } from 'fp-ts/lib/Either.js'
import { chain } from '../chain/chain.ts'
import { injectHyperparams } from '../chain/injectHyperparams.ts'
import { namedChain } from '../chain/namedChain.ts'
import { fromDefinition } from '../define/fromDefinition.ts'
import { didYouMean } from '../errors/nearest.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import {
  definitionOf,
  type AnyGradientTransformation,
  type Definition,
  type GradientTransformation,
  type StateType,
  type TransformationSpec,
} from '../rule/index.ts'
import { optionsCodec, type OptionSpec, type OptionsSpec } from './optionsCodec.ts'
import { isRecord, refuse, show } from './refuse.ts'
import { attempt, onlyKey, scheduleCodec } from './scheduleCodec.ts'
import type { Spec } from './Spec.ts'
import { unwritable } from './unwritable.ts'
import { validateAll } from './validateAll.ts'
import { namesOf, type TransformationMaker, type Vocabulary } from './vocabulary.ts'

/** An io-ts codec between transformations and their JSON. */
export type SpecCodec = t.Type<GradientTransformation, Spec>

/** How deep chains may nest in JSON; far beyond any use, and well within the stack. */
const MAX_DEPTH = 500

type Options = Readonly<Record<string, unknown>>

const isTransformation = (value: unknown): value is GradientTransformation =>
  isRecord(value) && isRecord(value['definition']) && typeof value['update'] === 'function'

/**
 * The codec of the library's names and your own: an io-ts `Type`, to use by itself or inside a larger codec.
 *
 * `decode` gives io-ts `Errors`, whose messages and contexts tell the path of everything that is wrong. `encode` throws
 * what `toSpec` throws. `Spec` is the codec of the library's names alone.
 *
 * @param vocabulary factories whose names specs may use beside the library's
 * @example
 * const halve = transformation(
 *   { name: 'halve', options: {}, state: {}, rule: ({ update }) => ({ update: mul(update, 0.5) }) },
 *   () => ({}),
 * )
 * const codec = specCodec({ transformations: [halve] })
 * const opt = fromSpec({ chain: [{ halve: {} }, { scale: { stepSize: -1 } }] }, codec)
 * opt.update({ w: 3 }, opt.init({ w: 0 }))[0] // { w: -1.5 }
 */
export const specCodec = (vocabulary: Vocabulary = {}): SpecCodec => {
  const names = namesOf(vocabulary)
  const { transformations } = names
  const known = ['chain', 'namedChain', 'injectHyperparams', ...transformations.keys()]
  const schedules = scheduleCodec(names)
  const codecs = new Map<TransformationMaker, ReturnType<typeof optionsCodec>>()
  const codecOf = (factory: TransformationMaker): ReturnType<typeof optionsCodec> => {
    const found = codecs.get(factory) ?? optionsCodec(factory.schema, { schedules, transformations: () => self })
    codecs.set(factory, found)
    return found
  }

  const validateLinks = (entries: readonly (readonly [string, unknown])[], context: t.Context) =>
    validateAll(entries.map(([key, item]) => validate(item, t.appendContext(context, key, self, item))))

  const validateChain = (links: unknown, context: t.Context): t.Validation<AnyGradientTransformation> =>
    Array.isArray(links)
      ? map((made: readonly AnyGradientTransformation[]): AnyGradientTransformation => chain(...made))(
          validateLinks(
            links.map((link: unknown, i) => [String(i), link]),
            context,
          ),
        )
      : refuse(links, context, `expected an array of transformations, got ${show(links)}.`)

  const validateNamedChain = (links: unknown, context: t.Context): t.Validation<AnyGradientTransformation> => {
    if (!isRecord(links)) {
      return refuse(links, context, `expected an object from names to transformations, got ${show(links)}.`)
    }
    const keys = Object.keys(links)
    return andThen((made: readonly AnyGradientTransformation[]) =>
      attempt(links, context, (): AnyGradientTransformation =>
        namedChain(Object.fromEntries(made.map((link, i) => [keys[i], link]))),
      ),
    )(validateLinks(Object.entries(links), context))
  }

  /** The options of a factory named in JSON, and what is made of them. */
  const validateFactory = (
    name: string,
    inner: unknown,
    context: t.Context,
    make: (factory: TransformationMaker, options: Readonly<Record<string, unknown>>) => AnyGradientTransformation,
  ): t.Validation<AnyGradientTransformation> => {
    const factory = transformations.get(name)
    if (factory === undefined) {
      const hint = names.schedules.has(name)
        ? ` ${name} is a schedule: it goes where an option may be scheduled, such as a learning rate.`
        : didYouMean(name, known)
      const at = t.appendContext(context, name, t.never, inner)
      return refuse(inner, at, `there is no transformation "${name}".${hint}`)
    }
    const options = codecOf(factory)
    const at = t.appendContext(context, name, options, inner)
    return andThen((given: Readonly<Record<string, unknown>>) => attempt(inner, at, () => make(factory, given)))(
      options.validate(inner, at),
    )
  }

  const validateInjected = (value: unknown, context: t.Context): t.Validation<AnyGradientTransformation> => {
    const form = '{"inner": {"adam": {"learningRate": 0.001}}}'
    const [key, problem = ''] = onlyKey(value, 'the option inner', form)
    if (key !== 'inner' || !isRecord(value)) return refuse(value, context, problem || `expected ${form}.`)
    const { inner } = value
    const at = t.appendContext(context, 'inner', self, inner)
    const [name, innerProblem = ''] = onlyKey(
      inner,
      'a transformation with options',
      '{"adam": {"learningRate": 0.001}}',
    )
    if (name === undefined || !isRecord(inner)) return refuse(inner, at, innerProblem)
    return validateFactory(name, inner[name], at, injectHyperparams)
  }

  const validate = (value: unknown, context: t.Context): t.Validation<AnyGradientTransformation> => {
    if (context.length > 2 * MAX_DEPTH) {
      return t.failure(value, context, `a spec may nest ${MAX_DEPTH} chains at most; this one goes deeper.`)
    }
    const [name, problem = ''] = onlyKey(value, 'a transformation', '{"adam": {"learningRate": 0.001}}')
    if (name === undefined || !isRecord(value)) return refuse(value, context, problem)
    const inner = value[name]
    if (name === 'chain') return validateChain(inner, t.appendContext(context, name, self, inner))
    if (name === 'namedChain') return validateNamedChain(inner, t.appendContext(context, name, self, inner))
    if (name === 'injectHyperparams') return validateInjected(inner, t.appendContext(context, name, self, inner))
    return validateFactory(name, inner, context, (factory, options) => factory.fromOptions(options))
  }

  const refuseUnwritable = (transformation: string, options: unknown, at: string): void => {
    const problem = unwritable(options, names)
    if (problem === undefined) return
    const { path, reason } = problem
    throw new OptfuseError('no-spec', `option ${path} is ${reason}.`, { transformation, path: `${at}.${path}` })
  }

  const encodeFactory = ({ name, options }: TransformationSpec, path: string): Spec => {
    refuseUnwritable(name, options, `${path}.${name}`)
    const factory = transformations.get(name)
    if (factory === undefined) {
      throw new OptfuseError(
        'no-spec',
        `this codec does not know the transformation "${name}"; make one with specCodec({ transformations: [${name}] }).`,
        { transformation: name, path },
      )
    }
    return { [name]: { ...codecOf(factory).encode(options), ...encodeInner(factory, options, `${path}.${name}`) } }
  }

  /** The transformations among the options of a wrapper. */
  const encodeInner = ({ factoryName, schema }: TransformationMaker, options: Options, path: string): OptionsSpec =>
    Object.fromEntries(
      Object.entries(schema).flatMap(([key, { kind }]): readonly (readonly [string, OptionSpec])[] => {
        const value = options[key]
        const one = (each: unknown, at: string): OptionSpec =>
          encode(definitionOf(each, factoryName, at), `${path}.${at}`)
        if (kind === 'transformation') return [[key, one(value, key)]]
        if (kind !== 'transformations' || !isRecord(value)) return []
        const inner = Object.entries(value).map(([name, each]) => [name, one(each, `${key}.${name}`)])
        return [[key, Object.fromEntries(inner)]]
      }),
    )

  const encode = (definition: Definition, path: string): Spec => {
    const { spec } = definition
    if (spec?.inner !== undefined)
      return { [spec.name]: { inner: encodeFactory(spec.inner, `${path}.${spec.name}.inner`) } }
    if (spec !== undefined) return encodeFactory(spec, path)
    if (definition.kind === 'rule') {
      throw new OptfuseError('no-spec', 'this rule carries no name and options.', {
        transformation: definition.name,
        path,
      })
    }
    const { links, names: linkNames } = definition
    if (linkNames === undefined) return { chain: links.map((link, i) => encode(link, `${path}.chain[${i}]`)) }
    return {
      namedChain: Object.fromEntries(
        links.map((link, i) => [linkNames[i], encode(link, `${path}.namedChain.${linkNames[i]}`)]),
      ),
    }
  }

  const self: SpecCodec = new t.Type(
    'Spec',
    isTransformation,
    (value, context) =>
      map(({ definition }: AnyGradientTransformation) => fromDefinition<StateType, never>(definition))(
        validate(value, context),
      ),
    ({ definition }) => encode(definition, '$'),
  )
  return self
}
