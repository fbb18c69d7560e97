/** Trees and gradients to compare engines on, and the rows of the catalogue. @module */
import { catalogue } from '../../src/catalogue/catalogue.ts'
import { tensor } from '../../src/pytree/index.ts'
import type { AnyGradientTransformation } from '../../src/rule/index.ts'
import { isForCpu } from './agreement.ts'

/** Numbers between -2 and 2 that look like none in particular. */
export const noise = (size: number, seed: number): Float32Array => {
  let state = (seed * 2654435761 + 12345) >>> 0
  return Float32Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 2 ** 32) * 4 - 2
  })
}

/** Leaves of ranks 0 to 4, one of them longer than a block. */
export const mixed = (seed: number) => ({
  scalar: tensor(noise(1, seed), []),
  bias: noise(5, seed + 1),
  empty: new Float32Array(0),
  dense: { matrix: tensor(noise(12, seed + 2), [3, 4]), long: noise(2500, seed + 3) },
  heads: tensor(noise(30, seed + 4), [2, 3, 5]),
  kernel: tensor(noise(24, seed + 5), [2, 2, 2, 3]),
})

/** Three steps of gradients like `mixed`. */
export const mixedGradients = [mixed(100), mixed(200), mixed(300)]

/** The examples of the catalogue, the first of each row before the others. */
export const rows: readonly { readonly title: string; readonly make: () => AnyGradientTransformation }[] = catalogue
  .flatMap(({ make, examples }) => examples.map((options, i) => ({ make, options, i })))
  .toSorted((a, b) => a.i - b.i)
  .map(({ make, options, i }) => {
    const refused = isForCpu(make.fromOptions(options)) ? ', which only the CPU computes, is refused' : ''
    return { title: `${make.factoryName} ${i + 1}${refused}`, make: () => make.fromOptions(options) }
  })

/** How many rows there are. */
export const rowCount = catalogue.length
