// The GPU engine in Node, without a window: npm run build && npx tsc -p examples && node build/examples/gpu/node.js
// Without a GPU, after VK_DRIVER_FILES=/usr/lib/chromium/vk_swiftshader_icd.json LD_LIBRARY_PATH=/usr/lib/chromium

import { setUpNodeGpu } from 'optfuse/gpu'
import { fitLeastSquares } from './leastSquares.ts'

const takeAway = await setUpNodeGpu()
const adapter = await navigator.gpu.requestAdapter()
if (adapter === null) throw new Error('There is no GPU.')
const device = await adapter.requestDevice()
const worst = await fitLeastSquares(device, 300)
console.log(
  `After 300 steps on ${adapter.info.description || adapter.info.vendor} the worst weight is off by ${worst.toExponential(1)}.`,
)
device.destroy()
takeAway()
