/** The equations in a docstring. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { parseEquations } from './parse.ts'

/** What a docstring says of one setting of the options that choose. */
export interface DocumentedEquations {
  /** The options that are on, or given where they may be null, and those that are off. */
  readonly with: readonly string[]
  readonly without: readonly string[]
  readonly equations: string
}

const namesIn = (words: string): readonly string[] => [...words.matchAll(/`(\w+)`/g)].map(([, name]) => name)

/** Equations of `base`, those that `other` defines anew replaced. */
const override = (base: string, other: string): string => {
  const texts = (source: string): ReadonlyMap<string, string> => {
    const parsed = parseEquations(source)
    return new Map(
      parsed.map(({ name, at }, i) => [
        name,
        source
          .slice(at, parsed[i + 1]?.at)
          .trim()
          .replace(/,$/, ''),
      ]),
    )
  }
  return [...new Map([...texts(base), ...texts(other)]).values()].join(', ')
}

/**
 * The equations of the docstring of an optimizer: those of its paragraph with `Δθ = …`, and for each clause of it, such as
 * `; with \`nesterov\`, Δθ = …`, those with what the clause says in their place. The paragraph may begin with a setting that
 * holds for all of it, such as `Without \`factored\`, …`.
 *
 * @param source the text of the file
 * @param name the optimizer
 * @throws OptfuseError `invalid-syntax` when there are none
 */
export const docstringEquations = (source: string, name: string): readonly DocumentedEquations[] => {
  const end = source.indexOf(`export const ${name} =`)
  const start = source.lastIndexOf('/**', end)
  const text = source.slice(start, source.indexOf('*/', start)).replaceAll(/^[ \t]*\/?\*+ ?/gm, '')
  const paragraph = text.split(/\n\s*\n/).find((each) => each.includes('Δθ ='))
  if (end < 0 || paragraph === undefined) {
    throw new OptfuseError('invalid-syntax', `the docstring of ${name} has no paragraph with "Δθ = …".`)
  }
  const [first, ...clauses] = paragraph.replaceAll(/\s+/g, ' ').trim().split(/;\s*/)
  const [, off = '', base = first] = /^Without (`.*?`(?: and `.*?`)*), (.*)$/.exec(first) ?? []
  const throughout = namesIn(off)
  return [
    { with: [], without: throughout, equations: base },
    ...clauses.map((clause) => {
      const [, which, options, equations] = /^(with|without) (`.*`(?: and `.*`)*), (.*)$/.exec(clause) ?? []
      if (equations === undefined) {
        throw new OptfuseError('invalid-syntax', `in the docstring of ${name}: "${clause}" is no "with \`option\`, …".`)
      }
      const names = namesIn(options)
      return {
        with: which === 'with' ? names : [],
        without: which === 'without' ? [...throughout, ...names] : throughout.filter((each) => !names.includes(each)),
        equations: override(base, equations),
      }
    }),
  ]
}
