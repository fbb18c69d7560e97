// @ts-check
/**
 * Adam as a WGSL kernel written by hand: one thread an element, everything in one pass, in place. What the step needs
 * from the host is computed there, as the library does.
 */
import { hyperparameters } from './hyperparameters.js'

const source = /* wgsl */ `
struct Numbers { b1: f32, one_b1: f32, c1: f32, b2: f32, one_b2: f32, c2: f32, eps: f32, lr: f32 }
@group(0) @binding(0) var<uniform> u: Numbers;
@group(0) @binding(1) var<storage, read> g: array<f32>;
@group(0) @binding(2) var<storage, read_write> p: array<f32>;
@group(0) @binding(3) var<storage, read_write> m: array<f32>;
@group(0) @binding(4) var<storage, read_write> v: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= arrayLength(&p)) { return; }
  let gi = g[i];
  let mi = u.b1 * m[i] + u.one_b1 * gi;
  let vi = u.b2 * v[i] + u.one_b2 * gi * gi;
  m[i] = mi;
  v[i] = vi;
  p[i] = p[i] + mi * u.c1 / (sqrt(vi * u.c2) + u.eps) * u.lr;
}`

/**
 * @param {GPUDevice} device
 * @param {Float32Array} params
 * @param {Float32Array} grads
 */
export function adamWgsl(device, params, grads) {
  const size = params.length
  const buffer = () => device.createBuffer({ size: size * 4, usage: 128 | 8 | 4 })
  const [g, p, m, v] = [buffer(), buffer(), buffer(), buffer()]
  device.queue.writeBuffer(g, 0, /** @type {Float32Array<ArrayBuffer>} */ (grads))
  device.queue.writeBuffer(p, 0, /** @type {Float32Array<ArrayBuffer>} */ (params))
  const uniforms = device.createBuffer({ size: 32, usage: 64 | 8 })
  const module = device.createShaderModule({ code: source })
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } })
  const bindGroup = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [uniforms, g, p, m, v].map((each, binding) => ({ binding, resource: { buffer: each } })),
  })
  const groups = Math.ceil(size / 64)
  const rows = Math.ceil(groups / 65_535)
  const { b1, b2, eps, learningRate } = hyperparameters
  const numbers = new Float32Array(8)
  let count = 0
  return {
    params: p,
    step: () => {
      count += 1
      numbers.set([b1, 1 - b1, 1 / (1 - b1 ** count), b2, 1 - b2, 1 / (1 - b2 ** count), eps, -learningRate])
      device.queue.writeBuffer(uniforms, 0, numbers)
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, bindGroup)
      pass.dispatchWorkgroups(Math.ceil(groups / rows), rows)
      pass.end()
      device.queue.submit([encoder.finish()])
    },
    destroy: () => {
      for (const each of [uniforms, g, p, m, v]) each.destroy()
    },
  }
}
