import { describe, expect, it } from 'vitest'
import { applyIfFinite, chain, freeze, muon, scaleByMuon, sgd } from '../../../src/index.ts'
import { compileGpu } from '../../../src/gpu/index.ts'
import type { AnyGradientTransformation } from '../../../src/rule/index.ts'

const refusal = (opt: AnyGradientTransformation): Promise<unknown> =>
  compileGpu(opt, { w: new Float32Array(4) }).then(
    () => 'none',
    (error: unknown) => error,
  )

describe('the GPU engine', () => {
  it('refuses what multiplies matrices before it looks for a GPU, naming the transformation', async () => {
    for (const opt of [scaleByMuon(), chain(freeze([]), scaleByMuon(), sgd(1)), muon(0.1), applyIfFinite(muon(1), 1)]) {
      expect(await refusal(opt)).toMatchObject({
        code: 'engine-unavailable',
        transformation: 'scaleByMuon',
        message: expect.stringContaining('run it on the CPU: compile(opt, params)'),
      })
    }
  })
})
