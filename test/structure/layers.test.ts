import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { importsOf, layers, pointsUpward, rankOf } from './layers.ts'

const src = fileURLToPath(new URL('../../src', import.meta.url))

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

const upward = (file: string, source: string): readonly string[] =>
  importsOf(file, source)
    .filter(pointsUpward)
    .map(({ from, to }) => `src/${from} imports src/${to}`)

describe('the layers of src', () => {
  it('hold every folder', () => {
    expect(files.filter((file) => rankOf(file) < 0)).toEqual([])
  })

  it('import downward only', () => {
    expect(files.flatMap((file) => upward(file, readFileSync(join(src, file), 'utf8')))).toEqual([])
  })
})

describe('the rule of the layers', () => {
  it('names an import that points upward, also of a type, also re-exported or dynamic', () => {
    const source = `
      import { chain } from '../chain/chain.ts'
      import type { Rule } from '../rule/index.ts'
      export { flatten } from '../pytree/index.ts'
      const later = import('../laws/index.ts')
      import { print } from './print.ts'`
    expect(upward('expr/node.ts', source)).toEqual([
      'src/expr/node.ts imports src/chain/chain.ts',
      'src/expr/node.ts imports src/rule/index.ts',
      'src/expr/node.ts imports src/laws/index.ts',
    ])
  })

  it('keeps the folders of one row apart, and lets the barrel at the top import everything', () => {
    expect(upward('transforms/scale.ts', `import { chain } from '../chain/chain.ts'`)).toHaveLength(1)
    expect(
      upward(
        'index.ts',
        layers
          .flat()
          .map((folder) => `export * from './${folder}/index.ts'`)
          .join('\n'),
      ),
    ).toEqual([])
    expect(upward('errors/nearest.ts', `import { chain } from '../index.ts'`)).toHaveLength(1)
  })
})
