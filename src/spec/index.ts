/** Optimizers as JSON: decode, build, and write back. @module */
export { Spec } from './Spec.ts'
export type { OptionSpec, OptionsSpec } from './optionsCodec.ts'
export { decodeSpec } from './decodeSpec.ts'
export { fromSpec } from './fromSpec.ts'
export { specCodec, type SpecCodec } from './specCodec.ts'
export { toSpec } from './toSpec.ts'
export type { ScheduleMaker, TransformationMaker, Vocabulary } from './vocabulary.ts'
