// @ts-check
/**
 * Makes build/gpu-kit, a folder with all that it takes to try and time the GPU engine on a machine that has a GPU and
 * Node, but neither npm nor a network; and runs it here.
 *
 *   npm run bench:gpu                  on this machine's GPU; the figures go to bench/results
 *   npm run bench:gpu -- --software    on the software GPU, to see that it works; the figures are not kept
 *   npm run bench:gpu -- --pack        only make the folder; there, run node bench/onGpu.js
 */
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { writeLatest } from './harness/results.js'
import { suites } from './suites/index.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const kit = join(root, 'build', 'gpu-kit')

/** @param {string} path @param {(path: string) => boolean} [filter] */
const copy = (path, filter = () => true) => cpSync(join(root, path), join(kit, path), { recursive: true, filter })

rmSync(kit, { recursive: true, force: true })
copy('package.json')
copy('dist', (path) => !/\.(?:d\.ts|map)$/.test(path))
copy('bench', (path) => !/bench\/(?:node_modules|results)/.test(path))
for (const name of ['gpu.js', 'acorn', 'gpu-mock.js']) copy(`node_modules/${name}`)
const driver = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`
copy('node_modules/webgpu', (path) => !/webgpu\/dist\/./.test(path) || path.includes(driver))

const bundle = await rolldown({
  input: join(root, 'test/gpu/onDevice.ts'),
  platform: 'node',
  external: ['gpu.js', 'webgpu'],
  logLevel: 'silent',
})
await bundle.write({ file: join(kit, 'trials.js'), format: 'es', codeSplitting: false })
await bundle.close()

const options = process.argv.slice(2)
if (!options.includes('--pack')) {
  const { status } = spawnSync(process.execPath, [join(kit, 'bench/onGpu.js'), ...options], { stdio: 'inherit' })
  if (!options.includes('--software') && status !== 2) {
    for (const file of readdirSync(join(kit, 'bench/results'))) {
      if (file.endsWith('.json')) cpSync(join(kit, 'bench/results', file), join(root, 'bench/results', file))
    }
    await writeLatest(
      suites({ quick: false, large: true, gpu: true }).map(({ name }) => name),
      false,
    )
  }
  process.exit(status ?? 1)
}
