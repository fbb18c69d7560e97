/** Every way to run a transformation. @module */
import { compile } from '../../compile/index.ts'
import type { AnyGradientTransformation } from '../../rule/index.ts'
import type { Example } from '../law.ts'
import { extraAt, open, trajectory } from '../trajectory.ts'

/** The parameters and the state after some steps. */
export interface Moment {
  /** How many steps came before it. */
  readonly step: number
  readonly params: unknown
  readonly state: unknown
  /** What the step gave, where the way tells. */
  readonly updates?: unknown
}

/** One way to run an example. */
export interface Way {
  readonly name: string
  /** The moments before the first step and after each. */
  readonly run: (transformation: AnyGradientTransformation, example: Example) => readonly Moment[]
}

const engines = ['reference', 'wasm'] as const

/** The pure functions and the resident run, each on both CPU engines. */
export const ways: readonly Way[] = engines.flatMap((engine): readonly Way[] => [
  {
    name: `pure on ${engine}`,
    run: (transformation, example) => [
      { step: 0, params: example.params, state: open(transformation).init(example.params) },
      ...trajectory(transformation, example, engine).map((each, i) => ({ step: i + 1, ...each })),
    ],
  },
  {
    name: `resident on ${engine}`,
    run: (transformation, example) => {
      const run = compile(transformation, example.params, { engine })
      const moments: Moment[] = [{ step: 0, ...run.snapshot() }]
      for (const [i, gradient] of example.gradients.entries()) {
        run.step(gradient, extraAt(transformation, example, i))
        moments.push({ step: i + 1, ...run.snapshot() })
      }
      run.dispose()
      return moments
    },
  },
])
