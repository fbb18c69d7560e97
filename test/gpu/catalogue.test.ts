import { beforeAll, describe, expect, it } from 'vitest'
import { follow } from './agreement.ts'
import { mixed, mixedGradients, rows } from './examples.ts'
import { setUpNodeGpu } from '../../src/gpu/index.ts'

beforeAll(async () => {
  await setUpNodeGpu()
})

describe('on WebGPU in Node, every rule gives what the reference engine gives', () => {
  it.each(rows)('$title', async ({ make }) => {
    expect(await follow(make(), mixed(1), mixedGradients)).toBeUndefined()
  })
})
