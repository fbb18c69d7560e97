import { describe, expect, it } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { masked } from '../../../src/chain/masked.ts'
import { partition } from '../../../src/chain/partition.ts'
import { explain } from '../../../src/inspect/explain.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { tensor } from '../../../src/pytree/index.ts'
import type { AnyGradientTransformation } from '../../../src/rule/index.ts'
import { addDecayedWeights } from '../../../src/transforms/addDecayedWeights.ts'
import { centralize } from '../../../src/transforms/centralize.ts'
import { momentum } from '../../../src/transforms/momentum.ts'
import { paramsEma } from '../../../src/transforms/paramsEma.ts'
import { scale } from '../../../src/transforms/scale.ts'
import { scaleByRss } from '../../../src/transforms/scaleByRss.ts'
import { setToZero } from '../../../src/transforms/setToZero.ts'

const params = { b: 1, w: tensor(new Float32Array(6), [2, 3]) }

const textOf = (transformation: AnyGradientTransformation) =>
  Object.fromEntries(explain(transformation, params).leaves.map(({ path, formula }) => [path, formula.text]))

describe('the formula of a leaf', () => {
  it('puts the links into one another, and names an update that is read twice', () => {
    expect(textOf(chain(scale(2), scale(3))).b).toEqual(["update' = gradient * stepSize * stepSize"])
    expect(textOf(chain(scale(2), scaleByRss(), sgd(0.1))).b).toEqual([
      'u_1 = gradient * stepSize',
      "sumOfSquares' = u_1^2 + sumOfSquares",
      "update' = select(sumOfSquares' == 0, 0, u_1 / sqrt(sumOfSquares' + eps)) * (-learningRate)",
    ])
  })

  it('numbers slots by their link where several bear a name', () => {
    expect(textOf(chain(momentum(0.9), momentum(0.5))).b).toEqual([
      "ema_1' = decay * ema_1 + (1 - decay) * gradient",
      "ema_2' = decay * ema_2 + (1 - decay) * ema_1'",
      "update' = ema_2'",
    ])
  })

  it('leaves out what the rank of the leaf decides', () => {
    const { b, w } = textOf(chain(centralize(), scale(2)))
    expect(b).toEqual(["update' = gradient * stepSize"])
    expect(w).toEqual(["update' = (gradient - sum_exceptFirst(gradient) / size(exceptFirst)) * stepSize"])
  })

  it('leaves out what masks decide, but not from sums over other leaves', () => {
    const { b, w } = textOf(chain(masked(addDecayedWeights(0.1), ['w']), sgd(1)))
    expect(b).toEqual(["update' = gradient * (-learningRate)"])
    expect(w).toEqual(["update' = (gradient + weightDecay * param) * (-learningRate)"])
    const split = textOf(
      partition({ adaptive: chain(scaleByRss()), still: setToZero() }, { w: 'adaptive', b: 'still' }),
    )
    expect(split.b).toEqual(["update' = 0"])
    expect(split.w[0]).toBe("sumOfSquares' = gradient^2 + sumOfSquares")
  })

  it('has the counts that schedules and corrections read, and the moments kept beside the update', () => {
    const text = textOf(
      chain(
        sgd((count) => 1 / (count + 1)),
        paramsEma(0.5, { debias: false }),
      ),
    ).b
    expect(text).toEqual([
      "count_2' = count_2 + 1",
      'u_2 = gradient * (-learningRate(count_2))',
      "ema' = ema + (1 - decay) * (param + u_2 - ema)",
      "update' = u_2",
    ])
  })

  it('is LaTeX too, with numbers as indices', () => {
    const [{ formula }] = explain(chain(momentum(0.9), momentum(0.5)), params).leaves
    expect(formula.latex).toEqual([
      "{\\mathit{ema}}_{1}' &= \\mathit{decay} \\, {\\mathit{ema}}_{1} + \\left( 1 - \\mathit{decay} \\right) \\, g",
      "{\\mathit{ema}}_{2}' &= \\mathit{decay} \\, {\\mathit{ema}}_{2} + \\left( 1 - \\mathit{decay} \\right) \\, {\\mathit{ema}}_{1}'",
      "u' &= {\\mathit{ema}}_{2}'",
    ])
  })

  it('is made once for leaves that are alike', () => {
    const leaves = explain(adam(0.1), { a: 1, b: 2, c: tensor(new Float32Array(4), [2, 2]) }).leaves
    expect(leaves[0].formula).toBe(leaves[1].formula)
    expect(leaves[0].formula.text).toEqual(leaves[2].formula.text)
  })
})
