/** Arithmetic on shapes. @module */

/** Whether a value is a list of whole, non-negative dimensions. */
export const isShape = (shape: unknown): shape is readonly number[] =>
  Array.isArray(shape) && shape.every((dimension) => Number.isSafeInteger(dimension) && dimension >= 0)

/** The number of elements of a shape; 1 for the empty shape of a scalar. */
export const shapeSize = (shape: readonly number[]): number => {
  let size = 1
  for (const dimension of shape) size *= dimension
  return size
}

/** Whether two shapes have the same dimensions. Shapes never broadcast. */
export const sameShape = (a: readonly number[], b: readonly number[]): boolean => {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
