import { describe, expect, expectTypeOf, it } from 'vitest'
import { getPath, type PathOf, type PathValue } from '../../src/pytree/index.ts'
import { makeParams, type Params, type ReadonlyParams } from './params.ts'

describe('the type of the paths', () => {
  it('lists the leaves and the subtrees of the parameters', () => {
    expectTypeOf<PathOf<Params>>().toEqualTypeOf<
      'layer1' | 'layer2' | 'layer1.w' | 'layer1.b' | 'layer2.w' | 'layer2.b'
    >()
    expectTypeOf<PathOf<ReadonlyParams>>().toEqualTypeOf<
      'layers' | `layers[${number}]` | `layers[${number}].w` | 'image' | 'nothing'
    >()
  })

  it('gives what stands at a path', () => {
    expectTypeOf<PathValue<Params, 'layer1.w'>>().toEqualTypeOf<Float32Array>()
    expectTypeOf(getPath(makeParams(), 'layer2.b')).toEqualTypeOf<number>()
    expect(getPath(makeParams(), 'layer2.b')).toBe(5)
    // @ts-expect-error there is no third layer
    expect(() => getPath(makeParams(), 'layer3.w')).toThrow()
  })
})
