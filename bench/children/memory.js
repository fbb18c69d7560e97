// @ts-check
/**
 * Prints what resident Adam holds on to: `node --expose-gc memory.js 10000000`.
 */
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadOptfuse } from '../optfuse.js'

const size = Number(process.argv[2])
const { adam, compile } = await loadOptfuse()

/** @param {number} elements */
function start(elements) {
  const run = compile(adam(1e-3), { w: new Float32Array(elements).fill(1) })
  run.grads.w.fill(0.5)
  for (let i = 0; i < 3; i += 1) run.step()
  return run
}

async function held() {
  for (let i = 0; i < 4; i += 1) {
    globalThis.gc?.()
    await sleep(20)
  }
  const { rss, arrayBuffers, external, heapUsed } = process.memoryUsage()
  return { rss, arrayBuffers, external, heapUsed }
}

// The engine's own code and tables are there before we look.
start(1000).dispose()
const before = await held()
const run = start(size)
const after = await held()
run.step()
console.log(JSON.stringify({ before, after }))
