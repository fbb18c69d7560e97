/**
 * Transformations as optimizers of TensorFlow.js. Needs `@tensorflow/tfjs-core`, an optional peer dependency:
 * `npm install @tensorflow/tfjs-core`, or `@tensorflow/tfjs`, which holds it.
 * @module
 */
export type { TfjsOptimizer, TfjsOptimizerClass } from './optimizerClass.ts'
export { optimizerClass } from './optimizerClass.ts'
export { tfjsStack, type TfModule } from './tfjsStack.ts'
export { toTfjs, type ToTfjsOptions } from './toTfjs.ts'
export type { StepPlace } from './trainer.ts'
