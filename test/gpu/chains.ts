/** Random chains on the GPU, as a property for Node and for a page. @module */
import fc from 'fast-check'
import type { GpuChoice } from '../../src/gpu/openBackend.ts'
import { anyChainSpec } from '../../src/laws/index.ts'
import { tensor } from '../../src/pytree/index.ts'
import { fromSpec } from '../../src/spec/index.ts'
import { refusesShapes } from '../properties/refusesShapes.ts'
import { follow } from './agreement.ts'
import { noise } from './examples.ts'

/** Trees of one to four leaves of float32, of ranks 0 to 3. */
const trees = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }), { minLength: 1, maxLength: 4 })

const grow = (shapes: readonly (readonly number[])[], seed: number) =>
  Object.fromEntries(
    shapes.map((shape, i) => [
      `w${i}`,
      tensor(
        noise(
          shape.reduce((a, b) => a * b, 1),
          seed + i,
        ),
        shape,
      ),
    ]),
  )

/** Two steps of a random chain on a random tree give what the reference engine gives. */
export const chainsFollow = (choice: GpuChoice) =>
  fc.asyncProperty(anyChainSpec({ maxLinks: 5, maxDepth: 1 }), trees, fc.nat(1000), async (spec, shapes, seed) => {
    const opt = fromSpec(spec)
    fc.pre(!refusesShapes(opt, grow(shapes, seed)))
    const found = await follow(opt, grow(shapes, seed), [grow(shapes, seed + 20), grow(shapes, seed + 40)], choice)
    if (found !== undefined) throw new Error(found)
  })
