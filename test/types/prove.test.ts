import { describe, expectTypeOf, it } from 'vitest'
import { chain, ema, scale, scaleByLearningRate, trace } from 'optfuse'
import type { Expr } from 'optfuse/expr'
import { prove, symbol, type Proof } from 'optfuse/prove'

describe('the types of proofs', () => {
  it('give the states of both sides with a formula for every slot', () => {
    const left = ema(0.9)
    const right = chain(scale(2), chain(trace(0.9), scale(1)))
    prove(left, right, {
      relate: ({ state }) => {
        expectTypeOf(state).toEqualTypeOf<{ readonly count: Expr; readonly ema: Expr }>()
        return { state: [{}, [{ trace: state.ema }]] }
      },
    })
    const wrong = [
      // @ts-expect-error there is no slot velocity
      () => prove(left, right, { relate: ({ state }) => ({ state: [{}, [{ velocity: state.ema }]] }) }),
      // @ts-expect-error there is no slot trace on the left
      () => prove(left, right, { relate: ({ state }) => ({ state: [{}, [{ trace: state.trace }]] }) }),
    ]
    expectTypeOf(wrong).toBeArray()
  })

  it('let a symbol stand wherever a number or a schedule does', () => {
    const a = symbol('a')
    expectTypeOf(prove(scale(a), scaleByLearningRate(a))).toEqualTypeOf<Proof>()
  })
})
