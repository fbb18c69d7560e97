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

const environment = () =>
  process.env['VK_DRIVER_FILES'] === undefined && existsSync(`${SOFTWARE}/vk_swiftshader_icd.json`)
    ? { VK_DRIVER_FILES: `${SOFTWARE}/vk_swiftshader_icd.json`, LD_LIBRARY_PATH: SOFTWARE }
    : {}

/**
 * Adam by the GPU engine against the same formula by hand, and against one kernel an array.
 *
 * @param {number} size
 * @returns {import('./suite.js').Suite}
 */
export const gpuAdam = (size) => ({
  name: `gpu-adam-${exponential(size)}`,
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
        notes: [`Device: ${found.device}. Steps are timed until the device is done.`],
      }
    } catch (error) {
      const skipped = reason(error)
      return { rows: [], checks: checks.map(([slow, fast]) => ({ what: `${slow} / ${fast}`, unit: 'x', skipped })) }
    }
  },
})
