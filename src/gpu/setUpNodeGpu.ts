/** WebGPU in Node. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'

interface WebgpuPackage {
  readonly create: (options: readonly string[]) => GPU
  readonly globals: Readonly<Record<string, unknown>>
}

const isWebgpuPackage = (value: unknown): value is WebgpuPackage =>
  typeof value === 'object' && value !== null && 'create' in value && 'globals' in value

const load = async (): Promise<WebgpuPackage> => {
  // By a name that bundlers do not follow: a page has a navigator.gpu of its own.
  const name = 'webgpu'
  const loaded: unknown = await import(/* @vite-ignore */ name).catch((error: unknown) => error)
  if (isWebgpuPackage(loaded)) return loaded
  throw new OptfuseError(
    'engine-unavailable',
    `the npm package webgpu could not be loaded (${String(loaded)}); install webgpu@^0.6.2, with "overrides": { "gpu.js": { "webgpu": "$webgpu" } } in package.json, or use the CPU engine: compile(opt, params).`,
  )
}

/**
 * Give Node a `navigator.gpu`, by the npm package `webgpu`, once, before `compileGpu`.
 *
 * It drives the machine's own Vulkan, Metal or Direct3D. Without a GPU a software Vulkan serves for tests: with Debian's
 * package `chromium`, start Node with `VK_DRIVER_FILES=/usr/lib/chromium/vk_swiftshader_icd.json
 * LD_LIBRARY_PATH=/usr/lib/chromium`.
 *
 * @param options passed to the package, such as `['backend=vulkan']`
 * @returns takes it away again, which lets the process end
 * @throws OptfuseError `engine-unavailable` when the package is missing or finds no adapter
 */
export const setUpNodeGpu = async (options: readonly string[] = []): Promise<() => void> => {
  const { create, globals } = await load()
  for (const [key, value] of Object.entries(globals)) {
    if (!(key in globalThis)) Object.defineProperty(globalThis, key, { value, configurable: true, writable: true })
  }
  const gpu = create(options)
  const adapter: unknown = await gpu.requestAdapter().catch((error: unknown) => error)
  if (adapter === null || adapter instanceof Error) {
    const why = adapter === null ? '' : ` (${adapter.message.trim()})`
    throw new OptfuseError(
      'engine-unavailable',
      `the npm package webgpu found no GPU adapter${why}; install a driver with Vulkan, or a software one (see optfuse/gpu), or use the CPU engine: compile(opt, params).`,
    )
  }
  // Node 20 has no navigator; later ones have one without gpu.
  if (typeof navigator === 'undefined') {
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true, writable: true })
  }
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true })
  return () => void Reflect.deleteProperty(navigator, 'gpu')
}
