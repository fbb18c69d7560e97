// @ts-check
/**
 * Tries the GPU engine on this machine's GPU and times it there; part of the folder that gpuKit.js makes.
 *
 *   node bench/onGpu.js               on the machine's own GPU, also with 1e8 parameters
 *   node bench/onGpu.js --software    on the software one, with 1e6
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const isSoftware = process.argv.includes('--software')

const SOFTWARE = '/usr/lib/chromium'
const driver = `${SOFTWARE}/vk_swiftshader_icd.json`
if (isSoftware && !existsSync(driver)) throw new Error(`There is no software GPU: ${driver}`)
const environment = isSoftware ? { VK_DRIVER_FILES: driver, LD_LIBRARY_PATH: SOFTWARE } : { OPTFUSE_GPU: 'hardware' }

/** @param {readonly string[]} options */
const node = (...options) =>
  spawnSync(process.execPath, options, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } }).status

const suites = ['--gpu', '--no-peers', '--only', '^gpu-', ...(isSoftware ? [] : ['--large'])]
const tried = node('trials.js')
// Without a GPU there is nothing to time; with wrong results the times are still of interest.
process.exit(tried === 2 ? 2 : node('bench/main.js', ...suites) || tried)
