// Least squares with gradients and updates on one GPU: the numbers of the loop never leave it. The gradients are WGSL kernels.

import { adamw, chain, clipByGlobalNorm, cosineDecaySchedule } from 'optfuse'
import { compileGpu } from 'optfuse/gpu'

const ROWS = 256
const COLUMNS = 16

/** The gradient of ‖X·w - y‖²/2n: first the residuals, a thread a row, then Xᵀ·residual / n, a thread a column. */
const source = `
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> y: array<f32>;
@group(0) @binding(2) var<storage, read> w: array<f32>;
@group(0) @binding(3) var<storage, read_write> residual: array<f32>;
@group(0) @binding(4) var<storage, read_write> gradient: array<f32>;

@compute @workgroup_size(64) fn residuals(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= ${ROWS}u) { return; }
  var sum = -y[id.x];
  for (var j = 0u; j < ${COLUMNS}u; j++) { sum += x[id.x * ${COLUMNS}u + j] * w[j]; }
  residual[id.x] = sum;
}

@compute @workgroup_size(64) fn gradients(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= ${COLUMNS}u) { return; }
  var sum = 0.0;
  for (var i = 0u; i < ${ROWS}u; i++) { sum += x[i * ${COLUMNS}u + id.x] * residual[i]; }
  gradient[id.x] = sum / ${ROWS}.0;
}`

/** Numbers between -1 and 1, the same every time. */
const numbers = (size: number, seed: number): Float32Array<ArrayBuffer> => {
  let state = seed
  return Float32Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  })
}

/** Fits weights to data made from weights that are known, and gives how far off the worst one ends. */
export const fitLeastSquares = async (device: GPUDevice, steps: number): Promise<number> => {
  const [x, truth] = [numbers(ROWS * COLUMNS, 1), numbers(COLUMNS, 2)]
  const y = Float32Array.from({ length: ROWS }, (_, i) =>
    truth.reduce((sum, weight, j) => sum + weight * x[i * COLUMNS + j], 0),
  )

  const opt = chain(
    clipByGlobalNorm(1),
    adamw(cosineDecaySchedule({ initValue: 0.1, decaySteps: steps }), { weightDecay: 0 }),
  )
  const run = await compileGpu(opt, { w: new Float32Array(COLUMNS) }, { device })

  // Storage that may be written from here and copied from.
  const storage = (size: number): GPUBuffer => device.createBuffer({ size: size * 4, usage: 0x80 | 0x08 | 0x04 })
  const [inputs, outputs, residual] = [storage(x.length), storage(y.length), storage(ROWS)]
  device.queue.writeBuffer(inputs, 0, x)
  device.queue.writeBuffer(outputs, 0, y)
  const module = device.createShaderModule({ code: source })
  const arrays = ['read-only-storage', 'read-only-storage', 'read-only-storage', 'storage', 'storage'] as const
  const layout = device.createBindGroupLayout({
    entries: arrays.map((type, binding) => ({ binding, visibility: 0x4, buffer: { type } })),
  })
  const pipelines = (['residuals', 'gradients'] as const).map((entryPoint) =>
    device.createComputePipeline({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint },
    }),
  )

  const { w: gradient } = run.grads
  for (let step = 0; step < steps; step++) {
    const { w } = await run.paramBuffers()
    const region = ({ buffer, offset, size }: typeof w) => ({ buffer, offset, size: size * 4 })
    const resources = [{ buffer: inputs }, { buffer: outputs }, region(w), { buffer: residual }, region(gradient)]
    const bindGroup = device.createBindGroup({
      layout,
      entries: resources.map((resource, binding) => ({ binding, resource })),
    })
    const encoder = device.createCommandEncoder()
    for (const pipeline of pipelines) {
      const pass = encoder.beginComputePass()
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, bindGroup)
      pass.dispatchWorkgroups(Math.ceil(ROWS / 64))
      pass.end()
    }
    device.queue.submit([encoder.finish()])
    await run.step()
  }

  const { w } = await run.params()
  run.dispose()
  for (const buffer of [inputs, outputs, residual]) buffer.destroy()
  return truth.reduce((worst, weight, j) => Math.max(worst, Math.abs(weight - w[j])), 0)
}
