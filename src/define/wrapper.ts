/** Declare a wrapper: a transformation made of others. @module */
import type { Given, Resolved, Schema } from '../options/descriptor.ts'
import { readOptions } from '../options/readOptions.ts'
import type {
  AnyGradientTransformation,
  ChainDefinition,
  GradientTransformation,
  Need,
  StateType,
} from '../rule/index.ts'
import { fromDefinition } from './fromDefinition.ts'
import type { Factory } from './transformation.ts'

/** A wrapper as a chain whose links begin no chain of their own. */
export type WrapperForm = Omit<ChainDefinition, 'kind' | 'spec' | 'wraps'>

/** What a wrapper is. */
export interface WrapperDeclaration<S extends Schema> {
  /** The public name, as in specs and error messages. */
  readonly name: string
  /** Its options; those made with `inner()` are what it wraps. */
  readonly options: S
  readonly define: (options: Resolved<S>) => WrapperForm
  /** Whether it begins a chain all the same: within it, `gradient` is what flows into it. */
  readonly closed?: true
}

type Make<S extends Schema> = <State extends StateType, N extends Need>(
  given: Given<S>,
) => GradientTransformation<State, N>

/**
 * Declare a wrapper. Its state's type depends on what it wraps, which only a generic function can say, so the factory is
 * written by hand on top of `make`.
 *
 * @param factory gets `make`, which checks the record of options and builds the wrapper
 */
export const wrapper = <S extends Schema, F extends (...args: never) => AnyGradientTransformation>(
  { name, options: schema, define, closed }: WrapperDeclaration<S>,
  factory: (make: Make<S>) => F,
): F & Pick<Factory<never, AnyGradientTransformation, S>, 'factoryName' | 'schema' | 'needsParams' | 'fromOptions'> => {
  const make: Make<S> = (given) => {
    const options = readOptions(name, schema, given)
    const form = closed === true ? {} : { wraps: true as const }
    return fromDefinition({ kind: 'chain', ...form, spec: { name, options }, ...define(options) })
  }
  return Object.assign(factory(make), {
    factoryName: name,
    schema,
    needsParams: false,
    // `readOptions` checks the record, so an unchecked one from a spec is safe here.
    fromOptions: (options: Readonly<Record<string, unknown>>) => make(options as Given<S>),
  })
}
