// @ts-check
/**
 * The benchmark: `npm run bench -- --help`.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { makeContext } from './harness/context.js'
import { installPeers } from './harness/installPeers.js'
import { machine } from './harness/machine.js'
import { describe, render } from './harness/render.js'
import { verdict } from './harness/report.js'
import { saveSection, writeLatest } from './harness/results.js'
import { suites } from './suites/index.js'

const HELP = `Usage: npm run bench -- [options]

Times optfuse against hand-written kernels, jax-js, TensorFlow.js, PyTorch and optax, in interleaved rounds of one run,
prints medians and ratios beside their targets, and keeps them in bench/results/. Missing a target is reported and does
not fail the run.

  --only <pattern>   only suites whose name matches this regular expression
  --list             print the names of the suites
  --quick            fewer rounds and smaller sizes, kept apart in bench/results/quick/
  --gpu              also the GPU engine, on this machine's GPU or a software Vulkan
  --large            also 1e8 parameters (needs 4 GiB of free memory)
  --no-peers         leave out the other libraries, and do not install them
  --json             print one JSON document instead of tables
  --help             print this

Python contenders run under python3, or what OPTFUSE_PYTHON names, and need torch, or jax and optax, there.`

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    list: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    gpu: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    'no-peers': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** Progress goes to standard error, results to standard output. @param {string} line */
const log = (line) => process.stderr.write(`${line}\n`)

const all = suites(options)
const chosen = all.filter(({ name }) => new RegExp(options.only).test(name))

if (options.help) console.log(HELP)
else if (options.list) console.log(all.map(({ name }) => name).join('\n'))
else if (chosen.length === 0)
  log(`No suite matches ${options.only}. There are: ${all.map(({ name }) => name).join(', ')}`)
else await main()

async function main() {
  const peers = !options['no-peers']
  if (peers) await installPeers(log)
  const context = makeContext({ quick: options.quick, peers })
  const about = machine()
  if (!options.json) console.log(`${describe(about)}\n`)
  const sections = []
  for (const { name, title, run } of chosen) {
    log(`… ${name}`)
    const section = {
      name,
      title,
      date: new Date().toISOString().slice(0, 10),
      machine: about,
      ...(await run(context)),
    }
    sections.push(section)
    await saveSection(section, options.quick)
    if (!options.json) console.log(`${render(section)}\n`)
  }
  await context.close()
  await writeLatest(
    suites({ ...options, gpu: true }).map(({ name }) => name),
    options.quick,
  )
  if (options.json) console.log(JSON.stringify(sections, null, 2))
  else console.log(tally(sections.flatMap(({ checks }) => checks)))
}

/** @param {import('./harness/report.js').Check[]} checks */
function tally(checks) {
  const verdicts = checks.map(verdict)
  const count = (/** @type {string} */ kind) => verdicts.filter((each) => each === kind).length
  return `${count('pass')} targets met, ${count('FAIL')} missed, ${count('skipped')} skipped`
}
