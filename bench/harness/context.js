// @ts-check
import { loadOptfuse } from '../optfuse.js'
import { startPython } from '../peers/python.js'

/**
 * What the suites share.
 *
 * @typedef {object} Context
 * @property {() => Promise<typeof import('../../dist/index.js')>} optfuse
 * @property {(() => Promise<import('../peers/python.js').Python>)} python
 * @property {() => void} needPeers Throws when peers were declined.
 * @property {import('./measure.js').Effort} effort
 * @property {boolean} quick
 * @property {() => Promise<void>} close
 */

const FULL = { warmUpMs: 300, sampleMs: 25, minRounds: 15, maxRounds: 101, budgetMs: 10_000 }
const QUICK = { warmUpMs: 100, sampleMs: 10, minRounds: 7, maxRounds: 31, budgetMs: 1500 }

/**
 * @param {{ quick: boolean, peers: boolean }} options
 * @returns {Context}
 */
export function makeContext({ quick, peers }) {
  /** @type {Promise<import('../peers/python.js').Python> | undefined} */
  let python
  const needPeers = () => {
    if (!peers) throw new Error('declined with --no-peers')
  }
  return {
    optfuse: loadOptfuse,
    python: () => {
      needPeers()
      return (python ??= startPython())
    },
    needPeers,
    effort: quick ? QUICK : FULL,
    quick,
    close: async () => {
      await python?.then(({ close }) => close()).catch(() => {})
    },
  }
}
