// @ts-check
import os from 'node:os'
import process from 'node:process'

/**
 * @typedef {object} Machine
 * @property {string} cpu
 * @property {number} cores
 * @property {number} memoryGiB
 * @property {string} platform
 * @property {string} node
 * @property {string} v8
 * @property {number} load Processes already running or waiting when the run began, a minute's average: a quiet machine has
 *   none to speak of.
 */

/** @returns {Machine} What this ran on, as far as it bears on the figures. */
export function machine() {
  const cpus = os.cpus()
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown processor',
    cores: cpus.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    platform: `${os.platform()} ${os.arch()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    load: Number(os.loadavg()[0].toFixed(1)),
  }
}
