// @ts-check
import { hyperparameters } from '../handwritten/hyperparameters.js'
import { timedAsync } from '../harness/contender.js'

/**
 * Adam for jax-js, fused by hand into one jitted function, on its WebAssembly device.
 *
 * Each step waits for its result: calls are queued otherwise, and the queue holds on to every array in it.
 *
 * @param {Float32Array} params
 * @param {Float32Array} grads
 */
export async function jaxAdam(params, grads) {
  const { init, defaultDevice, jit, numpy: np, blockUntilReady } = await import('@jax-js/jax')
  await init('wasm')
  defaultDevice('wasm')
  const { b1, b2, eps, learningRate } = hyperparameters
  const adam = jit((p, m, v, g, c1, c2) => {
    const mu = m.mul(b1).add(g.ref.mul(1 - b1))
    const nu = v.mul(b2).add(g.ref.mul(g).mul(1 - b2))
    const update = mu.ref.mul(c1).div(np.sqrt(nu.ref.mul(c2)).add(eps))
    return [p.sub(update.mul(learningRate)), mu, nu]
  })
  const g = np.array(grads)
  let [p, m, v] = [np.array(params), np.zeros([params.length]), np.zeros([params.length])]
  let count = 0
  const step = async () => {
    count += 1
    const [c1, c2] = [np.array(1 / (1 - b1 ** count)), np.array(1 / (1 - b2 ** count))]
    ;[p, m, v] = adam(p, m, v, g.ref, c1, c2)
    await blockUntilReady([p, m, v])
  }
  return {
    sample: timedAsync(step),
    read: async () => new Float32Array(await p.ref.data()),
    dispose: () => {
      for (const array of [p, m, v, g]) array.dispose()
      adam.dispose()
    },
  }
}
