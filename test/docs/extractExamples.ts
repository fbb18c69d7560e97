/** Find the examples in docstrings and in Markdown. @module */

/** One example as it is written. */
export interface Example {
  readonly file: string
  /** The line of the file on which the code begins, from 1. */
  readonly line: number
  readonly code: string
}

const lineAt = (source: string, index: number): number => source.slice(0, index).split('\n').length

const withoutStars = (comment: string): string => comment.replaceAll(/^[ \t]*\*(?: |$)/gm, '')

/** The text after each `@example`, up to the next tag or the end of the docstring. */
export const docstringExamples = (file: string, source: string): readonly Example[] =>
  [...source.matchAll(/\/\*\*[^]*?\*\//g)].flatMap(({ 0: comment, index: start }) =>
    [...comment.matchAll(/@example[^\n]*\n([^]*?)(?=^[ \t]*\*?[ \t]*@[a-z]|\*\/)/gm)].map((match) => ({
      file,
      line: lineAt(source, start + match.index) + 1,
      code: withoutStars(match[1]).trimEnd(),
    })),
  )

/** The code blocks marked `ts`. */
export const markdownExamples = (file: string, source: string): readonly Example[] =>
  [...source.matchAll(/^```ts\n([^]*?)^```$/gm)].map((match) => ({
    file,
    line: lineAt(source, match.index) + 1,
    code: match[1].trimEnd(),
  }))
