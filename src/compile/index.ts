/** Plan transformations and run them. @module */
export { compose } from './compose.ts'
export { pureStep } from './pure.ts'
export { compile, type CompileOptions, type Run, type Snapshot, type Views } from './resident.ts'
export type { EngineName } from './selectEngine.ts'
export { compiledKernels } from './wasm/engine.ts'
