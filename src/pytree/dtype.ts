/** Number formats. @module */

/** The number format of a leaf. */
export type Dtype = 'float32' | 'float64'

/** The buffer behind a leaf. */
export type FloatArray = Float32Array | Float64Array
