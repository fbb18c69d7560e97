// @ts-check
import process from 'node:process'
import { firstCall } from './firstCall.js'
import { gpuAdam } from './gpu.js'
import { injected } from './injected.js'
import { linear } from './linear.js'
import { manyLeaves } from './manyLeaves.js'
import { maskedDecay } from './maskedDecay.js'
import { memory } from './memory.js'
import { accumulation } from './multiSteps.js'
import { partitioned } from './partition.js'
import { pureAdam, pureAdamHugePages } from './pure.js'
import { residentAdam, residentClipAdamw } from './resident.js'
import { smallTree } from './smallTree.js'

/**
 * Every suite, in the order of the report.
 *
 * @param {{ quick: boolean, large: boolean, gpu: boolean }} options
 * @returns {import('./suite.js').Suite[]}
 */
export function suites({ quick, large, gpu }) {
  const sizes = quick ? [1e6] : [1e6, 1e7]
  const growth = [1e3, 1e4, 1e5, 1e6, ...(quick ? [] : [1e7]), ...(large ? [1e8] : [])]
  return [
    ...sizes.map(residentAdam),
    ...sizes.map(residentClipAdamw),
    ...sizes.map(pureAdam),
    // Glibc's own setting; elsewhere it would measure the same again.
    ...(quick || process.platform !== 'linux' ? [] : [pureAdamHugePages(1e7)]),
    smallTree,
    manyLeaves,
    ...sizes.map(accumulation),
    partitioned,
    maskedDecay,
    injected,
    firstCall,
    linear(growth),
    memory,
    ...(gpu ? [gpuAdam(1e6), ...(large ? [gpuAdam(1e8)] : [])] : []),
  ]
}
