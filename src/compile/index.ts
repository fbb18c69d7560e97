/** Plan transformations and run them. @module */
export { compose, type Program, type ProgramLink, type ProgramSlot } from './compose.ts'
export { pureStep, type PureStep } from './pure.ts'
export { compile, type CompileOptions, type Run, type Snapshot, type Views } from './resident.ts'
export type { EngineName } from './selectEngine.ts'
export { compiledKernels } from './wasm/engine.ts'
