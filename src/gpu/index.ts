/**
 * The GPU engine: whole chains as gpu.js kernels, with parameters, state and gradients on the device.
 *
 * It needs gpu.js 2.24.1, an optional peer, and in Node the package webgpu; the rest of the library loads neither.
 * @module
 */
export { compileGpu, type GpuOptions } from './compileGpu.ts'
export type { GpuKernel, GpuRegion, GpuRegions, GpuRun } from './gpuRun.ts'
export type { GpuChoice, GpuMode } from './openBackend.ts'
export { setUpNodeGpu } from './setUpNodeGpu.ts'
