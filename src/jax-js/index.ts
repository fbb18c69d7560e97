/**
 * Transformations on arrays of jax-js, and the names of `@jax-js/optax`, for which this module stands in. Needs
 * `@jax-js/jax`, an optional peer dependency: `npm install @jax-js/jax`.
 * @module
 */
export { applyUpdates } from './applyUpdates.ts'
export { jaxStack } from './jaxStack.ts'
export { l2Loss, squaredError } from './losses.ts'
export * from './optax.ts'
export { toJax, type JaxExtra, type JaxTransformation, type OptState, type ToJaxOptions } from './toJax.ts'
