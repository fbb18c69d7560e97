/** Every optimizer against the equations of its docstring. @module */
import { catalogue } from '../../catalogue/catalogue.ts'
import type { AnyFactory, CatalogueRow } from '../../catalogue/catalogueRow.ts'
import type { Descriptor, NumberDescriptor } from '../../options/descriptor.ts'
import { docstringEquations, type DocumentedEquations } from '../../syntax/docstringEquations.ts'
import type { Equality, Symbol, TheoremGroup } from './theorem.ts'

const numberIn = (descriptor: Descriptor): NumberDescriptor | undefined =>
  descriptor.kind === 'number'
    ? descriptor
    : descriptor.kind === 'nullable' && descriptor.inner.kind === 'number'
      ? descriptor.inner
      : undefined

const isMask = (descriptor: Descriptor): boolean =>
  descriptor.kind === 'mask' || (descriptor.kind === 'nullable' && isMask(descriptor.inner))

const symbolOf = ({ default: usual = 0, min, max, open, integer }: NumberDescriptor): Symbol => {
  const drawn: readonly [number, number] =
    min > -Infinity && max < Infinity
      ? [min, min + 0.95 * (max - min)]
      : usual === 0
        ? [1e-3, 1]
        : usual < 0
          ? [usual * 2, usual / 2]
          : [usual / 2, usual * 2]
  // A count that a run begins with is 0, or lies before that.
  return { min, max, open, integer, drawn: integer ? [Math.max(min, -3), Math.max(min, 0)] : drawn }
}

/** The call of a factory with all its numbers open, and the choices that a clause of its docstring makes. */
const callOf = ({ factoryName, schema }: AnyFactory, clause: DocumentedEquations, given: readonly string[]): string => {
  const isRequired = (name: string): boolean => schema[name].required
  const options = Object.entries(schema).flatMap(([name, { kind }]) => {
    if (isRequired(name)) return []
    if (given.includes(name)) return [name]
    // A mask that is given holds for all leaves, and for none where it is not.
    if (kind !== 'flag' && !isMask(schema[name])) return []
    return clause.with.includes(name) ? [`${name}: true`] : clause.without.includes(name) ? [`${name}: false`] : []
  })
  const args = [...given.filter(isRequired), ...(options.length === 0 ? [] : [`{ ${options.join(', ')} }`])]
  return `${factoryName}(${args.join(', ')})`
}

const theoremsOf = ({ make, paper }: CatalogueRow, source: string): readonly Equality[] => {
  const clauses = docstringEquations(source, make.factoryName)
  return clauses.map((clause): Equality => {
    const symbols = Object.entries(make.schema).flatMap(
      ([name, descriptor]): readonly (readonly [string, Symbol])[] => {
        const number = numberIn(descriptor)
        if (number === undefined) return []
        const isGiven = descriptor.kind === 'number' || clause.with.includes(name)
        return isGiven ? [[name, symbolOf(number)]] : []
      },
    )
    const given = Object.fromEntries(symbols)
    const setting = [...clause.with.map((name) => `with ${name}`), ...clause.without.map((name) => `without ${name}`)]
    return {
      name: [make.factoryName, ...setting].join(' ').replaceAll(' ', '-'),
      kind: 'equal',
      statement: `${[make.factoryName, setting.join(', ')].join(' ').trim()} is what its documentation says.`,
      paper,
      given,
      left: callOf(make, clause, Object.keys(given)),
      right: `equations("${clause.equations}")`,
    }
  })
}

/**
 * That every optimizer is what the equations in its docstring say, for every clause of them.
 *
 * @param sourceOf the source text of an optimizer's file
 */
export const recipeTheorems = (sourceOf: (name: string) => string): TheoremGroup => ({
  title: 'Every optimizer is what its documentation says',
  theorems: catalogue
    .filter(({ kind }) => kind === 'optimizer')
    .flatMap((row) => theoremsOf(row, sourceOf(row.make.factoryName))),
})
