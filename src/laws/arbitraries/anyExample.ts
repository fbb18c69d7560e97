/** Arbitrary examples for laws. @module */
import fc from 'fast-check'
import type { Example } from '../law.ts'
import { anyFiller } from './anyFiller.ts'
import { filled } from './anyGradients.ts'
import { anyParams } from './anyParams.ts'
import { anyNumber, type NumberKind } from './numbers.ts'

/** Which examples to draw. */
export interface ExampleOptions {
  /** The parameters; default `anyParams()`. */
  readonly params?: fc.Arbitrary<unknown>
  /** The numbers of the gradients and of extra arguments; default `'special'`, finite ones. */
  readonly gradients?: NumberKind
  /** The most steps; default 3. */
  readonly steps?: number
}

/** Parameters, and one to `steps` trees of gradients for them, each with a number for extra arguments. */
export const anyExample = ({
  params = anyParams(),
  gradients = 'special',
  steps = 3,
}: ExampleOptions = {}): fc.Arbitrary<Example> =>
  fc
    .tuple(
      params,
      fc.array(fc.tuple(anyFiller(gradients), anyNumber(gradients)), { minLength: 1, maxLength: steps, size: 'max' }),
    )
    .map(([tree, drawn]) => ({
      params: tree,
      gradients: drawn.map(([fill]) => filled(tree, fill)),
      values: drawn.map(([, value]) => value),
    }))
