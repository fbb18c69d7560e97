/** What runs within the page: each check gives what is wrong, or undefined. @module */
import { fromSpec, type Spec } from '../../src/spec/index.ts'
import { follow } from '../gpu/agreement.ts'
import { mixed, mixedGradients, rowCount, rows } from '../gpu/examples.ts'
import type { GpuMode } from '../../src/gpu/index.ts'

/** Checks by name; arguments and results are JSON. */
const checks = {
  /** The catalogue in one call: the first example of every row, or all. */
  catalogue: async (mode: GpuMode, which: 'first' | 'all'): Promise<readonly string[]> => {
    const wrong: string[] = []
    for (const { title, make } of which === 'first' ? rows.slice(0, rowCount) : rows) {
      const found = await follow(make(), mixed(1), mixedGradients, { mode }).catch(String)
      if (found !== undefined) wrong.push(`${title}: ${found}`)
    }
    return wrong
  },
  chain: (mode: GpuMode, spec: Spec): Promise<string | undefined> =>
    follow(fromSpec(spec), mixed(1), mixedGradients, { mode }),
}

/** The checks, for what drives the page. */
export type Checks = typeof checks

Object.assign(globalThis, { checks })
