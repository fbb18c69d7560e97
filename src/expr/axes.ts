/** Named choices of axes, as a function of a leaf's shape. @module */

/** Which axes of a leaf a reduction removes. Two `Axes` of the same name are taken to be the same choice. */
export interface Axes {
  readonly name: string
  /** The axes to reduce, each in `0 … shape.length - 1`. May throw an `OptfuseError` for a shape it does not suit. */
  readonly of: (shape: readonly number[]) => readonly number[]
}

/** All axes but the first: one value per row of a matrix, per output of an (out, in) kernel. */
export const exceptFirst: Axes = { name: 'exceptFirst', of: (shape) => shape.slice(1).map((_, i) => i + 1) }
