/** Name a composition of transformations, so that specs and messages know it. @module */
import type { Given, Resolved, Schema } from '../options/descriptor.ts'
import { readOptions } from '../options/readOptions.ts'
import type { AnyGradientTransformation, Definition } from '../rule/index.ts'
import { fromDefinition } from './fromDefinition.ts'
import type { Factory } from './transformation.ts'

/** An optimizer made of other transformations. */
export interface RecipeDeclaration<S extends Schema, R extends AnyGradientTransformation> {
  /** The public name, as in specs and error messages. */
  readonly name: string
  readonly options: S
  /** Whether a link needs the parameters; not by default. */
  readonly needsParams?: boolean
  /** The composition, from options that are checked and complete. */
  readonly build: (options: Resolved<S>) => R
}

/**
 * Declare an optimizer as a composition. The recipe holds no formula of its own.
 *
 * @param positional turns the factory's arguments into the record of options
 */
export const recipe = <S extends Schema, A extends readonly unknown[], R extends AnyGradientTransformation>(
  { name, options: schema, needsParams = false, build }: RecipeDeclaration<S, R>,
  positional: (...args: A) => NoInfer<Given<S>>,
): Factory<A, R, S> => {
  const make = (given: Given<S>): R => {
    const resolved = readOptions(name, schema, given)
    const { definition } = build(resolved)
    const spec = { name, options: resolved }
    const named: Definition = definition.kind === 'chain' ? { ...definition, spec } : { ...definition, name, spec }
    // The same links, or the same rule, under the recipe's name.
    return fromDefinition(named) as unknown as R
  }
  return Object.assign((...args: A) => make(positional(...args)), {
    factoryName: name,
    schema,
    needsParams,
    fromOptions: (options: Readonly<Record<string, unknown>>) => make(options as Given<S>),
  })
}
