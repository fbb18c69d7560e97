/** Arbitrary transformations, as specs. @module */
import fc from 'fast-check'
import { catalogue } from '../../catalogue/catalogue.ts'
import { isRight } from 'fp-ts/lib/Either.js'
import { decodeSpec, Spec, type OptionSpec, type SpecCodec, type TransformationMaker } from '../../spec/index.ts'
import { anyOptions } from './anyOptions.ts'
import { anySchedule } from './anySchedule.ts'

/** Which specs to draw. */
export interface SpecOptions {
  /** The factories; default the library's. */
  readonly factories?: readonly TransformationMaker[]
  /** The schedules; default `anySchedule()`. */
  readonly schedules?: fc.Arbitrary<OptionSpec>
  /** The names that may occur; default the library's. Give a codec that knows the factories if they are yours. */
  readonly codec?: SpecCodec
}

const wraps = ({ schema }: TransformationMaker): boolean =>
  Object.values(schema).some(({ kind }) => kind === 'transformation' || kind === 'transformations')

/** What wrappers wrap: the library's transformations that wrap nothing themselves. */
const plainSpec = (schedules: fc.Arbitrary<OptionSpec>): fc.Arbitrary<Spec> =>
  fc.oneof(
    ...catalogue
      .map(({ make }) => make)
      .filter((make) => !wraps(make))
      .map((make) => anySpecOf(make, { schedules })),
  )

/** The specs of one factory, with options that it takes. */
export const anySpecOf = (
  make: TransformationMaker,
  { schedules = anySchedule(), codec = Spec }: SpecOptions = {},
): fc.Arbitrary<Spec> => {
  const { factoryName, schema } = make
  return anyOptions(schema, { schedules, transformations: wraps(make) ? plainSpec(schedules) : fc.constant({}) })
    .map((options): Spec => ({ [factoryName]: options }))
    .filter((spec) => isRight(decodeSpec(spec, codec)))
}

/** The specs of single transformations and optimizers. */
export const anySpec = ({
  factories = catalogue.map(({ make }) => make),
  schedules = anySchedule(),
  codec = Spec,
}: SpecOptions = {}): fc.Arbitrary<Spec> =>
  fc.oneof(...factories.map((factory) => anySpecOf(factory, { schedules, codec })))

/** How long and deep chains are. */
export interface ChainSpecOptions extends SpecOptions {
  /** The most links of the outermost chain; default 8. */
  readonly maxLinks?: number
  /** How deep chains nest within it; default 7, which makes a depth of 8. */
  readonly maxDepth?: number
}

const names = fc.constantFrom('clip', 'adam', 'odd name', '__proto__', 'last')

/** The specs of chains and named chains, nested at random. */
export const anyChainSpec = ({ maxLinks = 8, maxDepth = 7, ...options }: ChainSpecOptions = {}): fc.Arbitrary<Spec> => {
  const link = anySpec(options)
  const at = (depth: number): fc.Arbitrary<Spec> => {
    if (depth === 0) return link
    const inner = at(depth - 1)
    return fc.oneof(
      { weight: 6, arbitrary: link },
      { weight: 1, arbitrary: fc.array(inner, { maxLength: 3 }).map((chain): Spec => ({ chain })) },
      {
        weight: 1,
        arbitrary: fc
          .uniqueArray(fc.tuple(names, inner), { maxLength: 3, selector: ([name]) => name })
          .map((entries): Spec => ({ namedChain: Object.fromEntries(entries) })),
      },
    )
  }
  return fc.array(at(maxDepth), { minLength: 1, maxLength: maxLinks, size: 'max' }).map((chain): Spec => ({ chain }))
}
