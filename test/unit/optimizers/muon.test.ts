import { describe, expect, it } from 'vitest'
import { adamw } from '../../../src/optimizers/adamw.ts'
import { muon, type MuonOptions } from '../../../src/optimizers/muon.ts'
import { tensor } from '../../../src/pytree/index.ts'
import { stepOnce } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

const row = (...data: readonly number[]) => tensor(Float64Array.from(data), [1, data.length])
const gradients = { w: row(3, 4), b: Float64Array.of(-5), k: tensor(Float64Array.of(1, 1), [1, 1, 2]) }
const params = { w: row(1, 2), b: Float64Array.of(4), k: tensor(Float64Array.of(1, 1), [1, 1, 2]) }

/** One step that divides a matrix by its norm. */
const unit: MuonOptions = { nsCoeffs: { a: 1, b: 0, c: 0 }, nsSteps: 1, eps: 0, nesterov: false }

describe('muon', () => {
  it('orthogonalizes matrices, scaled by their shape, and leaves all else to Adam', () => {
    const { w, b, k } = stepOnce(muon(0.5, unit), gradients, params)
    expectNumbers(w.data, [-0.3 * Math.SQRT2, -0.4 * Math.SQRT2])
    expectNumbers(b, [0.5])
    expectNumbers(k.data, [-0.5, -0.5])
  })

  it('decays each kind by its own share, and Adam may have its own learning rate', () => {
    const options = { ...unit, layout: 'outIn', weightDecay: 1, adamLearningRate: 2, adamWeightDecay: 0.25 } as const
    const { w, b } = stepOnce(muon(0.5, options), gradients, params)
    expectNumbers(w.data, [-0.5 * (0.6 + 1), -0.5 * (0.8 + 2)])
    expectNumbers(b, [-2 * (-1 + 1)])
  })

  it('takes the leaves of its mask', () => {
    const { w, k } = stepOnce(muon(0.5, { ...unit, consistentRms: 1, muonMask: ['k'] }), gradients, params)
    expectNumbers(w.data, [-0.5, -0.5])
    expectNumbers(k.data, [-0.5, -0.5])
    const none = stepOnce(muon(0.1, { muonMask: false }), gradients, params)
    expect(none).toEqual(stepOnce(adamw(0.1, { weightDecay: 0, nesterov: true }), gradients, params))
  })

  it('keeps one array of state for a matrix, and two for other leaves', () => {
    expect(muon(0.1).init({ w: row(1), b: 2 })).toEqual({
      muon: [{ count: 0, mu: { w: row(0), b: null } }, { count: 0 }, { count: 0 }, { count: 0 }],
      adam: [{ count: 0, mu: { w: null, b: 0 }, nu: { w: null, b: 0 } }, { count: 0 }, { count: 0 }],
    })
  })
})
