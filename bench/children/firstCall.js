// @ts-check
/**
 * Prints what the very first call costs in a process that has compiled nothing yet: `node firstCall.js resident|pure`.
 */
import process from 'node:process'
import { loadOptfuse } from '../optfuse.js'
import { chainOfEight } from './chainOfEight.js'

const started = performance.now()
const optfuse = await loadOptfuse()
const loaded = performance.now()
const array = (/** @type {number} */ size) => new Float32Array(size).fill(0.5)
const tree = () => ({ hidden: { w: array(256), b: array(16) }, out: { w: array(160), b: array(10) } })
const [params, grads] = [tree(), tree()]
const opt = chainOfEight(optfuse)

const before = performance.now()
if (process.argv[2] === 'pure') {
  opt.update(grads, opt.init(params), params)
} else {
  optfuse.compile(opt, params).step(grads)
}
console.log(JSON.stringify({ ms: performance.now() - before, importMs: loaded - started }))
