/** The trials of the GPU engine without a test runner, for a machine that has a GPU and little else; see bench/README.md. @module */
import fc from 'fast-check'
import { setUpNodeGpu } from '../../src/gpu/index.ts'
import { follow } from './agreement.ts'
import { chainsFollow } from './chains.ts'
import { mixed, mixedGradients, rows } from './examples.ts'
import { wrongNorms } from './norms.ts'
import { denormalOnGpu, operationNames, resultsOnGpu, wrongResults } from './operations.ts'
import { delicateSizes, drift, manyElements, manyEntries, manyLeaves, moving, sizes } from './trials.ts'

type Trial = () => Promise<string | undefined>

const textOf = (wrong: readonly string[]): string | undefined => (wrong.length === 0 ? undefined : wrong.join('\n  '))

const trials: readonly (readonly [title: string, trial: Trial])[] = [
  ...rows.map(({ title, make }) => [title, () => follow(make(), mixed(1), mixedGradients)] as const),
  [
    'operations',
    async () => {
      const results = await resultsOnGpu({})
      return textOf(operationNames.flatMap((name) => wrongResults(name, results[name])))
    },
  ],
  ['norms', async () => textOf(await wrongNorms({}))],
  ['sizes', () => sizes(delicateSizes, {})],
  ['five hundred leaves', () => manyLeaves(500, {})],
  ['more than 2^24 elements', () => manyElements({})],
  ['more than 2^24 numbers side by side', () => manyEntries({})],
  ['a thousand steps', () => drift({})],
  ['from the CPU and back', () => moving({})],
  [
    'random chains',
    async () => fc.asyncDefaultReportMessage(await fc.check(chainsFollow({}), { seed: 20240229, numRuns: 50 })),
  ],
]

const takeAway = await setUpNodeGpu().catch((error: unknown) => {
  console.error(String(error))
  process.exit(2)
})
const adapter = await navigator.gpu.requestAdapter()
console.log(`GPU: ${adapter?.info.description || adapter?.info.vendor}, ${adapter?.info.architecture || 'unnamed'}`)
let wrong = 0
for (const [title, trial] of trials) {
  const found = await trial().catch(String)
  if (found === undefined) continue
  wrong++
  console.log(`wrong: ${title}\n  ${found}`)
}
console.log(`A denormal becomes ${await denormalOnGpu({})}.`)
console.log(`${trials.length - wrong} trials right, ${wrong} wrong`)
takeAway()
process.exit(wrong === 0 ? 0 : 1)
