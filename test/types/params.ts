/** The parameter trees of the type tests. @module */
import type { Tensor } from '../../src/pytree/index.ts'

/** As an interface, which unlike a type alias has no implicit index signature. */
export interface Layer {
  w: Float32Array
  b: number
}

export interface Params {
  layer1: Layer
  layer2: Layer
}

export type ReadonlyParams = {
  readonly layers: readonly { readonly w: Float64Array }[]
  readonly image: Tensor
  readonly nothing: null
}

export const makeParams = (): Params => ({
  layer1: { w: Float32Array.of(1, 2), b: 3 },
  layer2: { w: Float32Array.of(4), b: 5 },
})
