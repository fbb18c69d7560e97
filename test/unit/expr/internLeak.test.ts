import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { hyper, type Expr } from '../../../src/expr/index.ts'

setFlagsFromString('--expose_gc')
const collect = runInNewContext('gc') as () => void

test('an expression nobody holds is collected, and built anew later', async () => {
  const make = (i: number): Expr => hyper('leak', i)
  const references = Array.from({ length: 1000 }, (_, i) => new WeakRef(make(i)))
  const kept = make(7)
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    collect()
  }
  expect(references.filter((reference) => reference.deref() !== undefined).length).toBeLessThan(10)
  expect(make(7)).toBe(kept)
  expect(make(8).id).toBeGreaterThan(kept.id)
})
