import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { docstringExamples, markdownExamples, type Example } from './extractExamples.ts'
import { importsFor } from './namesInScope.ts'
import { runExample } from './runExample.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const place = join(root, 'build', 'test-docs')

const list = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file))
    .toSorted()

const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** The pages a reader finds; the README has a test of its own that it is there. */
const documents = ['README.md', ...list('docs', '.md')].filter((file) => existsSync(join(root, file)))

const run = async (code: string, imports: readonly string[]): Promise<readonly string[]> => {
  try {
    return await runExample(place, code, imports)
  } finally {
    // The registry of leaves is all that an example can change for the next one, which has the library anew then.
    if (code.includes('registerLeaf(')) vi.resetModules()
  }
}

const title = ({ file, line }: Example): string => `of ${file}, line ${line}, runs and gives what its comments say`

afterAll(() => {
  rmSync(place, { recursive: true, force: true })
})

/** The sources whose examples run anywhere; those of the GPU engine run in test/gpu. */
const sources = list('src', '.ts').filter((file) => !file.startsWith(join('src', 'gpu')))

describe('the example', () => {
  for (const example of sources.flatMap((file) => docstringExamples(file, read(file)))) {
    it(title(example), async () => {
      expect(await run(example.code, await importsFor(root, example.file, example.code))).toEqual([])
    })
  }

  for (const example of documents.flatMap((file) => markdownExamples(file, read(file)))) {
    // A reader pastes it, so it imports what it uses.
    it(title(example), async () => {
      expect(await run(example.code, [])).toEqual([])
    })
  }
})

describe('the README', () => {
  it('shows a program', () => {
    expect(markdownExamples('README.md', read('README.md'))).not.toEqual([])
  })
})

describe('a wrong example', () => {
  it('is found out, whichever way its output is written', async () => {
    const code = [
      `const one: number = 1 // 2`,
      `one + 1 // 3`,
      `Array.of(one, one)`,
      `  .map((x) => x * 2) // [2, 2]`,
      `Float32Array.of(0.5)`,
      `// Float32Array [1]`,
      `'text' // text`,
      `'text' // 'tent'`,
      `if (one === 1) console.log({ one }) // { one: 2 }`,
    ]
    expect(await run(code.join('\n'), [])).toEqual([
      'the comment says 2, and it gives 1',
      'the comment says 3, and it gives 2',
      'the comment says Float32Array [1], and it gives Float32Array(1) [ 0.5 ]',
      `the comment says 'tent', and it gives 'text'`,
      'the comment says { one: 2 }, and it gives { one: 1 }',
    ])
  })
})
