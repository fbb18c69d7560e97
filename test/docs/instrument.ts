/** Turn an example into a module that reports the values its comments state. @module */
import { parseAst } from 'vitest/node'

/** What a module made by `instrument` exports. */
export interface Outputs {
  readonly outputs: readonly { readonly expected: string; readonly value: unknown; readonly shown: string }[]
}

const report = '__report'
const printed = '__printed'

/** The comment at the end of the line, or else the lines of comment that stand alone right below. */
const commentAfter = (code: string, end: number): string | undefined => {
  const after = code.slice(end)
  const below = /^[ \t;]*\n((?:\/\/[^\n]*(?:\n|$))+)/.exec(after)?.[1]
  return /^[ \t;]*\/\/ ?(.*)/.exec(after)?.[1] ?? below?.trimEnd().replaceAll(/^\/\/ ?/gm, '')
}

/** A comment behind `console.log` states what it prints, also inside of other statements. */
const printing = /console\.log\((.*)\) \/\/ (.*)$/gm

/**
 * The example with a report behind every statement that a comment follows, at the end of the line or alone below it:
 * `expression // value`, `const name = expression // value` and `console.log(expression) // value`.
 *
 * @param imports lines to put in front
 * @throws Error for code that cannot be parsed
 */
export const instrument = (code: string, imports: readonly string[]): string => {
  const { body } = parseAst(code, { lang: 'ts' })
  const reported = body.map((statement) => {
    const text = code.slice(statement.start, statement.end).replace(/;$/, '')
    const comment = commentAfter(code, statement.end)
    const expected = JSON.stringify(comment)
    if (comment !== undefined && statement.type === 'ExpressionStatement') {
      return `${report}(${expected}, ${text.startsWith('console.log(') ? text.replace('console.log', printed) : `(${text})`});`
    }
    if (comment !== undefined && statement.type === 'VariableDeclaration') {
      const [{ id }] = statement.declarations
      return `${text};\n${report}(${expected}, ${id.type === 'Identifier' ? id.name : code.slice(id.start, id.end)});`
    }
    // To the end of the line, where the comment behind its last part stands.
    const [line] = code.slice(statement.end).split('\n', 1)
    return `${text}${line}`.replaceAll(
      printing,
      (_, given: string, stated: string) => `${report}(${JSON.stringify(stated)}, ${printed}(${given}));`,
    )
  })
  return [
    `import { format as __format, inspect as __inspect } from 'node:util'`,
    ...imports,
    `const ${printed} = (...values: unknown[]) => (values.length === 1 ? values[0] : __format(...values))`,
    `export const outputs: { expected: string; value: unknown; shown: string }[] = []`,
    // Shown at once, for what is shown may be a view that a later step changes.
    `const ${report} = (expected: string, value: unknown) => void outputs.push({ expected, value, shown:`,
    `  __inspect(value, { depth: Infinity, breakLength: Infinity, maxArrayLength: null, compact: true }) })`,
    ...reported,
  ].join('\n')
}
