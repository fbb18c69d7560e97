/** Make a transformation from its definition. @module */
import { pureStep, type EngineName } from '../compile/index.ts'
import type { Definition, GradientTransformation, Need, StateType } from '../rule/index.ts'

/** The transformation a definition describes. Planning waits until the first `init` or `update`. */
export const fromDefinition = <S extends StateType, N extends Need>(
  definition: Definition,
  engine: EngineName = 'auto',
): GradientTransformation<S, N> => {
  const { init, update } = pureStep(definition, engine)
  // The definition determines the state's structure, which S spells out for the compiler.
  return { definition, init, update } as unknown as GradientTransformation<S, N>
}
