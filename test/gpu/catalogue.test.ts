import { describe, expect, it } from 'vitest'
import { follow } from './agreement.ts'
import { noGpuInNode } from './available.ts'
import { mixed, mixedGradients, rows } from './examples.ts'

describe.skipIf(noGpuInNode !== undefined)('in Node, every rule gives what the reference engine gives', () => {
  it.each(rows)('$title', async ({ make }) => {
    expect(await follow(make(), mixed(1), mixedGradients)).toBeUndefined()
  })
})
