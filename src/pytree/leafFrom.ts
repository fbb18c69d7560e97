/** A leaf from numbers that are known to fit it. @module */
import type { FloatArray } from './dtype.ts'
import type { LeafInfo } from './leaf.ts'
import { tensorUnchecked } from './tensor.ts'

/** `makeLeaf` without its checks, for numbers that were laid out by the info. */
export const leafFrom = (info: LeafInfo, data: FloatArray, like?: unknown): unknown => {
  switch (info.kind) {
    case 'number':
      return data[0]
    case 'array':
      return data
    case 'tensor':
      return tensorUnchecked(data, info.shape)
    case 'foreign':
      return info.foreign?.make(data, like)
  }
}
