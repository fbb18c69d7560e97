/** Every way to run a transformation. @module */
import { compile } from '../../compile/index.ts'
import type { AnyGradientTransformation } from '../../rule/index.ts'
import type { Example } from '../law.ts'
import { extraAt, open, trajectory } from '../trajectory.ts'

/** The parameters and the state before the first step and after each. */
export interface Moment {
  readonly params: unknown
  readonly state: unknown
  /** What the step gave, where the way tells. */
  readonly updates?: unknown
}

/** One way to run an example. */
export interface Way {
  readonly name: string
  readonly run: (transformation: AnyGradientTransformation, example: Example) => readonly Moment[]
}

const engines = ['reference', 'wasm'] as const

/** The pure functions and the resident run, each on both CPU engines. */
export const ways: readonly Way[] = engines.flatMap((engine): readonly Way[] => [
  {
    name: `pure on ${engine}`,
    run: (transformation, example) => [
      { params: example.params, state: open(transformation).init(example.params) },
      ...trajectory(transformation, example, engine),
    ],
  },
  {
    name: `resident on ${engine}`,
    run: (transformation, example) => {
      const run = compile(transformation, example.params, { engine })
      const moments: Moment[] = [run.snapshot()]
      for (const [i, gradient] of example.gradients.entries()) {
        run.step(gradient, extraAt(transformation, example, i))
        moments.push(run.snapshot())
      }
      run.dispose()
      return moments
    },
  },
])
