/** What the catalogue says of a factory. @module */
import type { Given, Schema } from '../options/descriptor.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'

/** A factory of transformations, whatever its arguments and its state. */
export interface AnyFactory<S extends Schema = Schema> {
  /** The public name, as in specs. */
  readonly factoryName: string
  readonly schema: S
  /** Whether `update` needs the parameters. */
  readonly needsParams: boolean
  /** Make it from one record of options, every one under its own name. */
  readonly fromOptions: (options: Readonly<Record<string, unknown>>) => AnyGradientTransformation
}

/**
 * What holds of a transformation whatever its options, from its first state on:
 *
 * - `linear`: the updates for a·g + b·h are a times those for g plus b times those for h;
 * - `odd`: the updates for -g are minus those for g;
 * - `idempotent`: two of it one after the other update as one does.
 *
 * All but for rounding.
 */
export type Law = 'linear' | 'odd' | 'idempotent'

/** One transformation or optimizer: what documentation and tests need to know beside the factory itself. */
export interface CatalogueRow {
  readonly make: AnyFactory
  /** A link, a whole optimizer, or a transformation made of others. */
  readonly kind: 'transformation' | 'optimizer' | 'wrapper'
  /** Where it was published, or what else says how it is done. */
  readonly paper: string
  /** Options that show it in different shapes, all required ones among them. */
  readonly examples: readonly Readonly<Record<string, unknown>>[]
  readonly laws?: readonly Law[]
}

/** A row whose examples are checked against the schema of its factory. */
export const row = <S extends Schema>(
  make: AnyFactory<S>,
  about: Omit<CatalogueRow, 'make' | 'examples'> & { readonly examples: readonly NoInfer<Given<S>>[] },
): CatalogueRow => ({ make, ...about })
