import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCheckpoint, toCheckpoint } from '../../src/checkpoint/index.ts'
import { anyExample } from '../../src/laws/index.ts'
import { fromSpec } from '../../src/spec/index.ts'
import { bitsOf } from '../helpers/bits.ts'
import { seeded, settings } from './settings.ts'

describe(seeded('a checkpoint'), () => {
  it('that lost its end, or of which a byte of the numbers was changed, is refused', () => {
    const chain = fromSpec({ adam: { learningRate: 0.1 } })
    const changes = fc.oneof(
      fc.record({ cut: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }) }),
      fc.record({
        at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        by: fc.integer({ min: 1, max: 255 }),
      }),
    )
    fc.assert(
      fc.property(anyExample(), changes, ({ params }, change) => {
        const whole = toCheckpoint(chain, { params, state: chain.init(params) })
        const numbersAt = 8 + Number(new DataView(whole.buffer).getBigUint64(0, true))
        const damaged = 'cut' in change ? whole.slice(0, Math.floor(change.cut * whole.length)) : whole.slice()
        if ('at' in change) damaged[numbersAt + Math.floor(change.at * (whole.length - numbersAt))] ^= change.by
        expect(decodeCheckpoint(chain, params, damaged)).toMatchObject({
          _tag: 'Left',
          left: { code: 'invalid-checkpoint' },
        })
      }),
      settings(60),
    )
  })

  it('with any byte changed is refused, or gives the same parameters and state', () => {
    const chain = fromSpec({ chain: [{ trace: { decay: 0.9 } }, { scaleByAdam: {} }] })
    const params = { w: Float32Array.of(1, -0, NaN), b: 2 }
    const at = { params, state: chain.init(params) }
    const whole = toCheckpoint(chain, at, { epoch: '3' })
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (i, by) => {
        const changed = whole.slice()
        changed[i] ^= by
        const decoded = decodeCheckpoint(chain, params, changed)
        if (decoded._tag === 'Left') expect(decoded.left.code).toBe('invalid-checkpoint')
        else expect(bitsOf([decoded.right.params, decoded.right.state])).toBe(bitsOf([at.params, at.state]))
      }),
      settings(500),
    )
  })
})
