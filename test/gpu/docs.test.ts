import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { docstringExamples } from '../docs/extractExamples.ts'
import { importsFor } from '../docs/namesInScope.ts'
import { runExample } from '../docs/runExample.ts'
import { noGpuInNode } from './available.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const place = join(root, 'build', 'test-docs-gpu')
const file = 'src/gpu/compileGpu.ts'

afterAll(() => {
  rmSync(place, { recursive: true, force: true })
})

describe.skipIf(noGpuInNode !== undefined)('the example of compileGpu', () => {
  const examples = docstringExamples(file, readFileSync(join(root, file), 'utf8'))

  it.each(examples)('runs and gives what its comments say', async ({ code }) => {
    expect(await runExample(place, code, await importsFor(root, file, code))).toEqual([])
  })
})
