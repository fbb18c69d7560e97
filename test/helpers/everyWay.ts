/** Run a transformation every way there is: pure and resident, on both engines. @module */
import { expect } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { withEngine } from '../../src/define/withEngine.ts'
import { treeAdd } from '../../src/pytree/index.ts'
import type { GradientTransformation, StateType } from '../../src/rule/index.ts'
import { bitsOf } from './bits.ts'

/** What a run ended with. */
export interface Outcome<P> {
  readonly updates: P
  readonly params: P
  readonly state: unknown
}

/**
 * Run the same gradients through the pure update on both engines and through resident runs on both, expect the same bits
 * of all four at every step, and give the last of them.
 */
export const everyWay = <P, S extends StateType>(
  opt: GradientTransformation<S, 'params'> | GradientTransformation<S>,
  params: P,
  gradients: readonly P[],
): Outcome<P> => {
  const engines = ['reference', 'wasm'] as const
  const pure = engines.map((engine) => ({ opt: withEngine(opt, engine), params, state: opt.init(params) as unknown }))
  const resident = engines.map((engine) => compile(opt, params, { engine }))
  let updates = params
  for (const [step, gradient] of gradients.entries()) {
    const seen = pure.map((run) => {
      const [out, state] = run.opt.update(gradient, run.state as never, run.params as never) as readonly [P, unknown]
      updates = out
      run.state = state
      run.params = treeAdd(run.params, out)
      return bitsOf([out, run.params, state])
    })
    expect(seen[1], `pure updates at step ${step}, wasm and reference`).toBe(seen[0])
    const snapshots = resident.map((run) => {
      run.step(gradient)
      const { params: now, state } = run.snapshot()
      return bitsOf([now, state])
    })
    expect(snapshots[1], `resident at step ${step}, wasm and reference`).toBe(snapshots[0])
    expect(snapshots[0], `step ${step}, resident and pure`).toBe(bitsOf([pure[0].params, pure[0].state]))
  }
  resident.forEach((run) => run.dispose())
  return { updates, params: pure[0].params, state: pure[0].state }
}
