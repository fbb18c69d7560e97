/** Compare numbers that two ways of computing gave. @module */

/** Whether two numbers agree within a tolerance times `scale`; NaN agrees with NaN, an infinity with itself. */
export const nearly = (a: number, b: number, tolerance: number, scale = Math.abs(b)): boolean =>
  a === b || (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= tolerance * Math.max(scale, Number.MIN_VALUE)
