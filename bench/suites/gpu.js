// @ts-check
import { existsSync } from 'node:fs'
import process from 'node:process'
import { child } from '../harness/child.js'
import { reason } from '../harness/reason.js'
import { ratio } from '../harness/report.js'
import { summarize } from '../harness/statistics.js'
import { exponential } from './suite.js'

/** The software Vulkan that comes with Debian's chromium, for machines without a GPU. */
const SOFTWARE = '/usr/lib/chromium'

/** With `OPTFUSE_GPU=hardware` the loader of Vulkan drivers is left alone, wherever a software one lies. */
const onHardware = process.env['OPTFUSE_GPU'] === 'hardware'

const environment = () =>
  !onHardware && process.env['VK_DRIVER_FILES'] === undefined && existsSync(`${SOFTWARE}/vk_swiftshader_icd.json`)
    ? { VK_DRIVER_FILES: `${SOFTWARE}/vk_swiftshader_icd.json`, LD_LIBRARY_PATH: SOFTWARE }
    : {}

/** Bytes an element that a step of Adam moves at least, and that a copy of its three streams does. */
const MOVED = { step: 28, copy: 24 }

/**
 * Bytes a second of a step as a fraction of those of a copy.
 *
 * @param {ReadonlyMap<string, readonly number[]>} samples
 * @param {string} name
 * @param {import('../harness/report.js').Target} [target]
 */
const bandwidth = (samples, name, target) => {
  const { value = NaN, ...found } = ratio([], samples, 'a copy of three streams', name, target)
  return { ...found, what: `${name}: bytes a second / those of a copy`, value: (value * MOVED.step) / MOVED.copy }
}

/**
 * Adam by the GPU engine against the same formula by hand, against one kernel an array, and against a copy.
 *
 * @param {number} size
 * @returns {import('./suite.js').Suite}
 */
export const gpuAdam = (size) => ({
  name: `gpu-adam-${exponential(size)}${onHardware ? '-hardware' : ''}`,
  title: `Adam on the GPU, ${exponential(size)} float32 parameters`,
  run: async ({ effort }) => {
    const checks = /** @type {const} */ ([
      ['optfuse/gpu', 'hand-written WGSL', 1.5],
      ['optfuse/gpu', 'three gpu.js kernels', 0.6],
    ])
    try {
      const found = await child('gpu.js', [String(size), JSON.stringify(effort)], environment())
      /** @type {Map<string, number[]>} */
      const samples = new Map(Object.entries(found.samples))
      const candidates = [...samples.keys()].map((name) => ({ name, sample: () => 0 }))
      // At this size a median tells what else the machine does.
      const [engine, hand] = ['optfuse/gpu, 1024 elements', 'hand-written WGSL, 1024 elements'].map(
        (name) => summarize(samples.get(name) ?? []).least,
      )
      return {
        rows: [...samples].map(([name, ms]) => ({ name, ms: summarize(ms) })),
        checks: [
          ...checks.map(([slow, fast, most]) => ratio(candidates, samples, slow, fast, { most })),
          ratio(candidates, samples, 'optfuse/gpu', 'optfuse on the CPU'),
          bandwidth(samples, 'optfuse/gpu', found.isSoftware || size < 1e8 ? undefined : { least: 0.6 }),
          bandwidth(samples, 'hand-written WGSL'),
          {
            what: 'overhead of a step beyond that of the hand-written one, best rounds',
            value: (engine - hand) * 1000,
            unit: ' µs',
            target: { most: 150 },
          },
          ...Object.entries(found.differences).map(([name, value]) => ({
            what: `${name}: difference from the CPU engine after 3 steps`,
            value: Number(value),
            unit: '',
            target: { most: 1e-6 },
          })),
        ],
        notes: [
          `Device: ${found.device}. Steps are timed until the device is done. A step moves ${MOVED.step} bytes an element, a copy ${MOVED.copy}.`,
        ],
      }
    } catch (error) {
      const skipped = reason(error)
      return { rows: [], checks: checks.map(([slow, fast]) => ({ what: `${slow} / ${fast}`, unit: 'x', skipped })) }
    }
  },
})
