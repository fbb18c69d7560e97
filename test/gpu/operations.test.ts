import { beforeAll, describe, expect, it } from 'vitest'
import * as expr from '../../src/expr/index.ts'
import { noGpuInNode } from './available.ts'
import { denormalOnGpu, operationNames, operationsOf, resultsOnGpu, wrongResults } from './operations.ts'

const isApplied = (value: unknown): value is Extract<expr.Expr, { readonly kind: 'apply' }> =>
  typeof value === 'object' && value !== null && 'operation' in value

describe.skipIf(noGpuInNode !== undefined)(
  'an operation on the GPU gives its meaning within the tolerance of its record',
  () => {
    let results: Readonly<Record<string, Float32Array>> = {}

    beforeAll(async () => {
      results = await resultsOnGpu({})
    })

    it.each(operationNames)('%s', (name) => {
      expect(wrongResults(name, results[name])).toEqual([])
    })

    it('is found out where it does not', () => {
      expect(wrongResults('add', results['sub'])).not.toEqual([])
      expect(wrongResults('max', results['min'])).not.toEqual([])
    })

    it('is one of all', () => {
      const tried = new Set(operationNames.flatMap((name) => operationsOf(name).map((operation) => operation.name)))
      const called = Object.values(expr).flatMap((make) => {
        try {
          const built = (make as (...args: readonly unknown[]) => unknown)(expr.input('update'), expr.input('param'))
          return isApplied(built) ? [built.operation.name] : []
        } catch {
          return []
        }
      })
      expect(called.filter((name) => !tried.has(name))).toEqual(['increment'])
    })

    it('takes a denormal for itself or for 0', async () => {
      expect([0, 2 ** -130]).toContain(await denormalOnGpu({}))
    })
  },
)
