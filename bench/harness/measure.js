// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { summarize } from './statistics.js'

/**
 * @typedef {import('./contender.js').Contender} Contender
 *
 * @typedef {object} Effort
 * @property {number} warmUpMs How long each contender runs before anything counts.
 * @property {number} sampleMs How long one sample should take; decides how many calls it averages.
 * @property {number} minRounds
 * @property {number} maxRounds
 * @property {number} budgetMs Stop after this long, once `minRounds` are done.
 */

/** A median known to this fraction needs no more rounds. */
const PRECISE = 0.005

/**
 * Times all contenders in the same minutes of the same process: rounds of A B C, B C A, C A B, …, so that whatever else
 * the machine does falls on everyone alike. Rounds go on until every median is precise or the budget is spent.
 *
 * @param {readonly Contender[]} contenders
 * @param {Effort} effort
 * @returns {Promise<Map<string, number[]>>} By name, milliseconds per call in each round; NaN where one sat out.
 */
export async function measure(contenders, effort) {
  const times = new Map()
  for (const { name, sample } of contenders) times.set(name, await warmUp(sample, effort))
  const samples = new Map(contenders.map(({ name }) => [name, /** @type {number[]} */ ([])]))
  const start = performance.now()
  for (let round = 0; round < effort.maxRounds; round += 1) {
    if (round >= effort.minRounds) {
      const settled = [...samples.values()].every((each) => standardError(each) < PRECISE)
      if (settled || performance.now() - start > effort.budgetMs) break
    }
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const { name, sample, maxRounds = Infinity } = contenders[(turn + round) % contenders.length]
      samples.get(name)?.push(round < maxRounds ? await sample(times.get(name)) : NaN)
    }
  }
  return samples
}

/**
 * Runs until compiled and cached, and works out how many calls fill a sample.
 *
 * @param {Contender['sample']} sample
 * @param {Effort} effort
 */
async function warmUp(sample, { warmUpMs, sampleMs }) {
  const start = performance.now()
  let times = 1
  let ms = await sample(times)
  while (performance.now() - start < warmUpMs) {
    times = Math.max(1, Math.min(times * 4, Math.ceil(sampleMs / ms)))
    ms = await sample(times)
  }
  // Optimized code arrives from another thread.
  await sleep(20)
  ms = await sample(times)
  return Math.max(1, Math.ceil(sampleMs / ms))
}

/** @param {readonly number[]} samples */
function standardError(samples) {
  const { spread, rounds } = summarize(samples.filter((sample) => !Number.isNaN(sample)))
  return spread / Math.sqrt(rounds)
}
