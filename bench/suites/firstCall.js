// @ts-check
import { child } from '../harness/child.js'
import { reason } from '../harness/reason.js'
import { summarize } from '../harness/statistics.js'

/** Planning, generating and compiling a chain of eight links, in a fresh process. @type {import('./suite.js').Suite} */
export const firstCall = {
  name: 'first-call',
  title: 'The first call for a chain of eight links, each in a fresh process',
  run: async ({ quick }) => {
    const kinds = /** @type {const} */ ([
      ['compile and first step', 'resident'],
      ['first pure update', 'pure'],
    ])
    try {
      const found = kinds.map(() => ({ ms: /** @type {number[]} */ ([]), importMs: /** @type {number[]} */ ([]) }))
      for (let round = 0; round < (quick ? 3 : 11); round += 1) {
        for (const [index, [, kind]] of kinds.entries()) {
          const { ms, importMs } = await child('firstCall.js', [kind])
          found[index].ms.push(ms)
          found[index].importMs.push(importMs)
        }
      }
      const loading = { name: 'import optfuse', ms: summarize(found.flatMap(({ importMs }) => importMs)) }
      return {
        rows: [...kinds.map(([name], index) => ({ name, ms: summarize(found[index].ms) })), loading],
        checks: kinds.map(([what], index) => {
          const { median, spread } = summarize(found[index].ms)
          return { what, value: median, spread, unit: ' ms', target: { most: 20 } }
        }),
      }
    } catch (error) {
      const skipped = reason(error)
      return { rows: [], checks: kinds.map(([what]) => ({ what, unit: ' ms', target: { most: 20 }, skipped })) }
    }
  },
}
