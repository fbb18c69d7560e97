// The GPU engine in a page: npm run build && npx vite examples/gpu

import { fitLeastSquares } from './leastSquares.ts'

const show = (text: string): void => {
  const place = document.querySelector('#result')
  if (place !== null) place.textContent = text
}

try {
  const adapter = await navigator.gpu.requestAdapter()
  if (adapter === null) throw new Error('there is no WebGPU adapter')
  const worst = await fitLeastSquares(await adapter.requestDevice(), 300)
  show(`After 300 steps the worst weight is off by ${worst.toExponential(1)}.`)
} catch (error) {
  show(`It did not run: ${String(error)}`)
}
