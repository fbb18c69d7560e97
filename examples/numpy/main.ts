// Fits a line with the arrays of numpy-ts: an optimizer on a tensor library that optfuse has never heard of.

import * as np from 'numpy-ts'
import { adam, chain, clipByGlobalNorm } from 'optfuse'
import { embed } from 'optfuse/embed'
import { numpyStack } from './numpyStack.ts'

const x = np.linspace(-1, 1, 50)
const y = np.add(np.multiply(x, 3), 0.5)

const { init, update, applyUpdates } = embed(chain(clipByGlobalNorm(1), adam(0.1)), numpyStack)
let params: { readonly slope: np.NDArrayCore; readonly offset: np.NDArrayCore } = {
  slope: np.full([], 0, 'float64'),
  offset: np.full([], 0, 'float64'),
}
let state = init(params)
for (let step = 0; step < 200; step++) {
  const error = np.subtract(np.add(np.multiply(x, params.slope), params.offset), y)
  const gradients = { slope: numpyStack.sumOver(np.multiply(error, x), null), offset: numpyStack.sumOver(error, null) }
  const [updates, next] = update(gradients, state, params)
  params = applyUpdates(params, updates)
  state = next
}
const [slope, offset] = [params.slope, params.offset].map((value) => numpyStack.read(value)[0]?.toFixed(2))
console.log(`numpy-ts found y = ${slope} x + ${offset}`)
