/** A headless Chromium with software GPUs. @module */
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const executablePath = places.find((path) => path !== undefined && existsSync(path))

/** Why there is no browser; undefined where there is. What needs one is skipped then, which CI counts as failed. */
export const noBrowser: string | undefined =
  executablePath === undefined ? `no Chromium at ${places.slice(1).join(', ')} or where CHROMIUM says` : undefined

if (noBrowser !== undefined) console.warn(`Skipped, for want of a browser: ${noBrowser}`)

/** Software GPUs for WebGPU and WebGL, as wherever tests run. */
const flags = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
  // The exact size of the heap, for what is said of memory.
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
]

/** Start one, however long it takes. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: flags, timeout: 0 })
