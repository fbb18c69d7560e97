/** Find a GPU, or say what was tried. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Backend } from './backend.ts'
import { loadGpuJs, type GpuJs, type GpuJsContext, type GpuJsInstance } from './gpuJs.ts'
import { webglBackend } from './webgl.ts'
import { webgpuBackend } from './webgpu.ts'
import type { WebgpuType } from './webgpuType.ts'

/** Which API runs the kernels; `'auto'` is WebGPU where there is an adapter, otherwise WebGL 2. */
export type GpuMode = 'webgpu' | 'webgl2' | 'auto'

/** Which GPU to use. */
export interface GpuChoice {
  /** The API; default `'auto'`. */
  readonly mode?: GpuMode
  /** An instance of gpu.js of your own, in mode `'webgpu'` or `'webgl2'`, whose mode is then used. */
  readonly gpu?: GpuJsInstance
  /** A WebGPU device of your own, such as the one your gradients are computed on. */
  readonly device?: WebgpuType<'GPUDevice'>
}

/** A GPU, and why it is this one. */
export interface OpenedBackend {
  readonly backend: Backend
  readonly reason: string
}

const CPU_INSTEAD = 'Or use the CPU engine: compile(opt, params).'

/** The contexts of devices that came from outside. */
const contexts = new WeakMap<GPUDevice, GpuJsContext>()

const contextOf = (device: GPUDevice): GpuJsContext => {
  const known = contexts.get(device)
  if (known !== undefined) return known
  const context: GpuJsContext = { adapter: null, device, isLost: false }
  contexts.set(device, context)
  void device.lost.then(() => (context.isLost = true))
  return context
}

/** A page has one WebGL context for all its runs: browsers allow only a few. */
let sharedWebgl: GpuJsInstance | undefined

const webglInstance = (library: GpuJs): GpuJsInstance => {
  if (sharedWebgl === undefined || webglBackend(sharedWebgl).isLost()) sharedWebgl = new library.GPU({ mode: 'webgl2' })
  return sharedWebgl
}

const openWebgpu = async (library: GpuJs, { gpu, device }: GpuChoice): Promise<Backend | string> => {
  if (device === undefined && (typeof navigator === 'undefined' || !('gpu' in navigator))) {
    return typeof window === 'undefined'
      ? 'there is no navigator.gpu; in Node, call "await setUpNodeGpu()" of optfuse/gpu first'
      : 'this browser, or a page that is not served over HTTPS or from localhost, has no navigator.gpu'
  }
  try {
    const context = device === undefined ? await library.WebGPUContext.acquire() : contextOf(device)
    return webgpuBackend(library, gpu ?? new library.GPU({ mode: 'webgpu' }), context)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const openWebgl = (library: GpuJs, gpu: GpuJsInstance | undefined): Backend | string => {
  if (!library.GPU.isWebGL2Supported) return 'there is no WebGL 2 context here'
  try {
    return webglBackend(gpu ?? webglInstance(library))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * Open a GPU.
 *
 * @throws OptfuseError `engine-unavailable`, saying what was tried
 */
export const openBackend = async (choice: GpuChoice): Promise<OpenedBackend> => {
  const library = await loadGpuJs()
  const mode = choice.gpu?.mode ?? (choice.device === undefined ? (choice.mode ?? 'auto') : 'webgpu')
  if (mode !== 'webgpu' && mode !== 'webgl2' && mode !== 'auto') {
    throw new OptfuseError(
      'engine-unavailable',
      `kernels run in mode 'webgpu' or 'webgl2', or 'auto' for either, got '${mode}'. ${CPU_INSTEAD}`,
    )
  }
  const tried: string[] = []
  for (const each of mode === 'auto' ? (['webgpu', 'webgl2'] as const) : [mode]) {
    const opened = each === 'webgpu' ? await openWebgpu(library, choice) : openWebgl(library, choice.gpu)
    if (typeof opened !== 'string') {
      const why =
        tried.length > 0
          ? tried.join('; ')
          : choice.mode === 'auto' || mode === 'auto'
            ? 'the first choice'
            : 'asked for'
      return { backend: opened, reason: `${each}: ${why}` }
    }
    tried.push(`${each} was tried: ${opened}`)
  }
  throw new OptfuseError('engine-unavailable', `no GPU can be used here; ${tried.join('; ')}. ${CPU_INSTEAD}`)
}
