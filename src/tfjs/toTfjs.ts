/** Transformations as optimizers of TensorFlow.js. @module */
import * as installed from '@tensorflow/tfjs-core'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { optimizerClass, type TfjsOptimizer } from './optimizerClass.ts'
import type { TfModule } from './tfjsStack.ts'
import type { StepPlace } from './trainer.ts'

/** How to run a transformation in TensorFlow.js. */
export interface ToTfjsOptions {
  /**
   * Where steps run: `'tensors'`, by operations of TensorFlow.js, so that nothing leaves the device, or `'engine'`, the
   * fused engine on the CPU. By default the engine on the backends cpu and wasm, whose tensors are in the memory of the
   * host, and tensors elsewhere.
   */
  readonly place?: StepPlace
  /** The copy of TensorFlow.js to extend and to compute with; default the one that `@tensorflow/tfjs-core` resolves to. */
  readonly tf?: TfModule
}

/**
 * A transformation as a `tf.Optimizer`, for `model.compile`, `optimizer.minimize` and `applyGradients`. Its state is kept
 * by the names of variables: a variable without a gradient takes no part in a step and keeps its state, a new one starts
 * with a fresh one. Masks see the parts of a name as a path: `dense/kernel` is at `dense.kernel`.
 *
 * A transformation that reads the loss gets it from `minimize`, which `model.fit` calls, and from `computeGradients`.
 *
 * `getConfig` holds the spec, so `model.save` with the optimizer included and `tf.loadLayersModel` restore it, state and
 * all; before loading, call `toTfjs` or `optimizerClass(tf)` once.
 *
 * @throws OptfuseError `invalid-option` for what is no transformation, `missing-argument` for one that reads another number of
 *   the step than the loss; its `applyGradients` throws `structure-mismatch` for
 *   a gradient without a variable, `dtype-mismatch` for anything but float32, `shape-mismatch`, `disposed`, and whatever
 *   the transformation throws, before anything is updated; its `getConfig` throws `no-spec` for schedules that are functions
 */
export const toTfjs = (
  transformation: AnyGradientTransformation,
  { place, tf = installed }: ToTfjsOptions = {},
): TfjsOptimizer => {
  const OptfuseOptimizer = optimizerClass(tf)
  return new OptfuseOptimizer(transformation, place)
}
