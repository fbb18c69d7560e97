import { describe, expect, it } from 'vitest'
import { adam, biasCorrection, chain, momentum, scale, scaleByRms, trace } from '../../../src/index.ts'
import { checkEqual, symbol } from '../../../src/prove/index.ts'
import { mul } from '../../../src/expr/index.ts'
import { decayRange } from '../../../src/options/number.ts'

describe('checkEqual', () => {
  it('gives the proof', () => {
    const d = symbol('d', decayRange)
    expect(
      checkEqual(chain(trace(d), scale(-1)), chain(scale(-1), trace(d)), {
        relate: ({ state: [{ trace: v }] }) => ({ state: [{}, { trace: mul(-1, v) }] }),
      }).verdict,
    ).toBe('proved')
  })

  it('throws the run in which they differ, and what alone keeps them apart', () => {
    const parts = chain(momentum(0.9), scaleByRms({ decay: 0.999, of: 'gradient' }), biasCorrection(0.9, 0.999))
    expect(() => checkEqual(adam(0.1), parts)).toThrow(
      /not equal\.\nThey differ at step 1, at matrix\[0\]\[0\]: the left update is .*, the right one .*\n[^]*\nThey are equal with every epsilon taken as 0 and the learning rate left out\.$/,
    )
  })

  it('does not name what does not help', () => {
    expect(() => checkEqual(trace(0.9), trace(0.8))).toThrow(
      /^the two optimizers are not equal\.\n(?!.*They are equal)/s,
    )
  })
})
