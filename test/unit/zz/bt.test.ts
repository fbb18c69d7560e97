import '@tensorflow/tfjs-backend-cpu'
import * as wasm from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { it } from 'vitest'
import { adam, adamw, chain, clipByGlobalNorm } from '../../../src/index.ts'
import { onTensors } from '../../../src/tfjs/onTensors.ts'
import { onEngine } from '../../../src/tfjs/onEngine.ts'
it('measure', async () => {
  tf.enableProdMode(); wasm.setThreadsCount(1)
  for (const backend of ['cpu', 'wasm']) for (const [n, leaves] of [[10000,10], [100000, 10], [1000000, 10]] ) for (const [name, opt] of [['adam', adam(1e-3)], ['clip adamw', chain(clipByGlobalNorm(1), adamw(1e-3))]] as const) {
    await tf.setBackend(backend)
    const vars = Object.fromEntries(Array.from({length: leaves}, (_, i) => ['v'+i, tf.variable(tf.randomNormal([n / leaves]))]))
    const gr = Object.fromEntries(Array.from({length: leaves}, (_, i) => ['v' + i, tf.randomNormal([n / leaves])]))
    const time = (f: () => void) => { const reps = n >= 1e6 ? (backend === 'cpu' ? 4 : 40) : 60; f(); f(); const ts = []; for (let i = 0; i < reps; i++) { const t = performance.now(); f(); ts.push(performance.now() - t) } ts.sort((a, b) => a - b); return ts[0].toFixed(2) + '/' + ts[reps >> 2].toFixed(2) }
    const res = [onTensors, onEngine].map((make) => { const r = make(tf, opt); const s = r.open(vars, r.init(vars)); const t = time(() => s.step(gr)); r.release(s.close()); return t })
    const ref = new tf.AdamOptimizer(1e-3, 0.9, 0.999, 1e-8)
    const rt = time(() => ref.applyGradients(Object.entries(vars).map(([k, v]) => ({ name: v.name, tensor: gr[k] }))))
    ref.dispose(); tf.dispose(vars); tf.dispose(gr)
    console.log(backend, n, name, 'tensors', res[0], 'engine', res[1], 'tf.adam', rt, tf.memory().numTensors)
  }
}, 200000)
