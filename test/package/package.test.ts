import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../src/catalogue/catalogue.ts'
import { scheduleCatalogue } from '../../src/catalogue/schedules.ts'
import { bundle, vitePage } from './bundle.ts'
import { entryPoints, makeConsumer, manifest, type Consumer } from './consumer.ts'
import { loadedModules } from './loadedModules.ts'

/** What AdamW with all that runs it may weigh in someone's page, in bytes after gzip. */
const budgets = [
  { way: 'a pure step', names: 'adamw, applyUpdates', budget: 25_000 },
  { way: 'a resident run as well', names: 'adamw, applyUpdates, compile', budget: 25_600 },
]

const MINUTE = 60_000

let consumer: Consumer

beforeAll(() => {
  consumer = makeConsumer()
}, MINUTE)

afterAll(() => {
  consumer.remove()
})

const peers = Object.keys(manifest.peerDependencies)

/** A module that imports entry points and prints what became of each. */
const importing = (entries: readonly string[]): string =>
  entries
    .map(
      (entry) => `
      await import('${entry}').then(
        (all) => console.log('${entry}', Object.keys(all).length > 0 ? 'has exports' : 'is empty'),
        (error) => console.log('${entry}', 'misses', /'([^']+)'/.exec(error.message)?.[1] ?? error),
      )`,
    )
    .join('\n')

const allThere = (entries: readonly string[]): string => entries.map((entry) => `${entry} has exports\n`).join('')

describe('the packed library', () => {
  it('holds the code, its declarations and the papers, and nothing of the workshop', () => {
    const wanted = ['dist/index.js', 'dist/index.d.ts', 'src/index.ts', 'README.md', 'LICENSE', 'CHANGELOG.md']
    expect(wanted.filter((file) => !consumer.packed.includes(file))).toEqual([])
    expect(
      consumer.packed.filter(
        (file) => !/^(bin|dist|src)\/|^(README|CHANGELOG)\.md$|^LICENSE$|^package\.json$/.test(file),
      ),
    ).toEqual([])
  })

  it('gives every entry point without any peer, or names the peer that it cannot do without', () => {
    const outcome = consumer.node(`
      for (const name of ${JSON.stringify(peers)}) {
        await import(name).then(() => console.log('found', name), () => {})
      }
      ${importing(entryPoints)}`)
    const lines = outcome.printed.trimEnd().split('\n')
    expect(lines.map((line) => line.split(' ', 1)[0])).toEqual(entryPoints)
    expect(lines.filter((line) => !peers.some((peer) => line.endsWith(` misses ${peer}`)))).toEqual(
      expect.arrayContaining(['', '/pytree', '/expr', '/spec'].map((entry) => `optfuse${entry} has exports`)),
    )
    expect(lines.filter((line) => !/ (?:has exports|misses \S+)$/.test(line))).toEqual([])
    expect(lines).toContain('optfuse/laws misses fast-check')
  })

  it('brings the command optfuse', () => {
    const proof = consumer.command('prove', 'chain(scale(a), scale(b))', 'scale(a·b)')
    expect(proof).toEqual({ ok: true, printed: expect.stringContaining('proved: the two give the same updates') })
    const refutation = consumer.command('prove', 'sgd(0.1)', 'sgd(0.2)')
    expect(refutation).toEqual({ ok: false, printed: expect.stringContaining('refuted') })
    expect(consumer.command('formula', 'sgd(0.1)').printed).toContain("update' = update * (-learningRate)")
  })

  it('takes a first step in plain Node, pure and resident, on WebAssembly', () => {
    const outcome = consumer.node(`
      import { adam, applyUpdates, compile } from 'optfuse'
      const opt = adam(0.5, { eps: 0 })
      const params = { w: Float32Array.of(1, -1), b: 2 }
      const gradients = { w: Float32Array.of(3, -3), b: 7 }
      const [updates, state] = opt.update(gradients, opt.init(params))
      console.log(applyUpdates(params, updates), state[0].count)
      const run = compile(opt, params)
      run.step(gradients)
      console.log(run.engine, run.params)`)
    expect(outcome).toEqual({
      ok: true,
      printed:
        '{ w: Float32Array(2) [ 0.5, -0.5 ], b: 1.5 } 1\n' +
        'wasm { w: Float32Array(2) [ 0.5, -0.5 ], b: Float64Array(1) [ 1.5 ] }\n',
    })
  })

  it('loads few files and no dependency for the main entry, so that importing it is quick', () => {
    const { files, packages } = loadedModules(join(consumer.folder, 'node_modules/optfuse/dist/index.js'))
    expect(packages).toEqual([])
    expect(files.length).toBeLessThan(4)
  })

  it('has the functions of a first step in parentheses, which engines compile when they load them', () => {
    const { files } = loadedModules(join(consumer.folder, 'node_modules/optfuse/dist/index.js'))
    const code = files.map((file) => readFileSync(file, 'utf8')).join('\n')
    const names = ['composeAnew', 'planFor', 'lower', 'assemble']
    expect(names.filter((name) => !code.includes(`const ${name} = (function(`))).toEqual([])
  })

  it('is written in ASCII, without which engines keep the text of a file in two bytes a character', () => {
    const folder = join(consumer.folder, 'node_modules/optfuse')
    const code = consumer.packed.filter((file) => /^(?:bin|dist)\/.*\.js$/.test(file))
    expect(code.length).toBeGreaterThan(entryPoints.length)
    expect(code.filter((file) => /[^\0-\x7F]/.test(readFileSync(join(folder, file), 'utf8')))).toEqual([])
  })

  for (const { way, names, budget } of budgets) {
    it(`weighs less than ${budget} bytes bundled, compressed, with AdamW and ${way}`, async () => {
      const { code, gzipped } = await bundle(consumer.folder, `export { ${names} } from 'optfuse'`)
      console.log(`${names}: ${code.length} bytes minified, ${gzipped} gzipped, of ${budget}`)
      expect(gzipped).toBeLessThan(budget)
      expect(gzipped).toBeGreaterThan(5_000)
      expect(code).not.toMatch(/["']node:|fast-check|gpu\.js/)
    })
  }

  it('leaves out of a bundle what nobody asked for', async () => {
    const { code } = await bundle(consumer.folder, `export { adamw } from 'optfuse'`)
    const known = [...catalogue, ...scheduleCatalogue].map(({ make }) => make.factoryName)
    const held = [...code.matchAll(/\bname:["'`](\w+)["'`]/g)].map(([, name]) => name)
    expect(held.filter((name) => known.includes(name)).toSorted()).toEqual([
      'adamw',
      'addDecayedWeights',
      'scaleByAdam',
      'scaleByLearningRate',
    ])
  })
})

describe('with its peers beside it', () => {
  beforeAll(() => {
    for (const peer of peers) consumer.link(peer)
  })

  it('gives every entry point in plain Node', () => {
    expect(consumer.node(importing(entryPoints))).toEqual({ ok: true, printed: allThere(entryPoints) })
  })

  it('gives every entry point in a page built with Vite', { timeout: MINUTE }, async () => {
    const inPages = entryPoints.filter((entry) => entry !== 'optfuse/cli')
    await vitePage(consumer.folder, importing(inPages))
    // Those that come without other libraries, some of which want a browser, run in Node too.
    const alone = inPages.filter((entry) => !/\/(?:gpu|laws|tfjs|jax-js)$/.test(entry))
    const page = await vitePage(consumer.folder, importing(alone))
    expect(consumer.node(`await import(${JSON.stringify(page)})`)).toEqual({ ok: true, printed: allThere(alone) })
  })

  const good = `
    ${entryPoints.map((entry, i) => `import * as entry${i} from '${entry}'`).join('\n')}
    export const all = [${entryPoints.map((_, i) => `entry${i}`).join(', ')}]
    import { adamw, chain, clipByGlobalNorm, compile } from 'optfuse'
    interface Params { layer: { w: Float32Array; b: number } }
    const params: Params = { layer: { w: Float32Array.of(1), b: 2 } }
    const opt = chain(clipByGlobalNorm(1), adamw((count) => 0.1 / (1 + count), { weightDecay: 1e-2 }))
    const [updates, state] = opt.update(params, opt.init(params), params)
    export const w: Float32Array = state[1][0].mu.layer.w
    export const b: number = updates.layer.b
    export const view: Float64Array = compile(opt, params).params.layer.b
    import { choice, counter, flag, hyperparameter, leafFlag, list, moment, nullable, number, scalar, transformation } from 'optfuse'
    import { mul } from 'optfuse/expr'
    export const options = {
      size: hyperparameter(2), name: choice('a', 'b'), sure: flag(true), limit: nullable(number(1)), all: list(number(1)),
    }
    export const larger = transformation(
      {
        name: 'larger',
        options,
        state: { count: counter(), mu: moment(), sum: scalar(0), seen: leafFlag() },
        needs: ['params', 'value'],
        rule: ({ update, param, value, mu, sum, seen }, { size }) => ({ update: mul(update, size), mu, sum, seen }),
      },
      (size: number | ((count: number) => number) = 2) => ({ size, all: [1] }),
    )`

  for (const resolution of ['nodenext', 'bundler'] as const) {
    it(`type-checks where modules resolve as in ${resolution}`, { timeout: MINUTE }, () => {
      expect(consumer.compile(good, resolution)).toEqual({ ok: true, printed: '' })
    })
  }

  it('costs the compiler little for five hundred parameters and a chain of twenty', { timeout: MINUTE }, () => {
    const array = 'new Float32Array(1)'
    const block = `{ attention: { q: ${array}, k: ${array}, v: ${array} }, mlp: [${array}, ${array}], norm: 1 }`
    const blocks = Array.from({ length: 84 }, (_, i) => `block${i}: ${block}`)
    const links = Array.from({ length: 5 }, () => 'trace(0.9), adamw(0.1), clipByGlobalNorm(1), scale(2)')
    const work = consumer.instantiations(`
      import { adamw, applyUpdates, chain, clipByGlobalNorm, compile, patternsFor, scale, trace, treeGet, treeGetAll } from 'optfuse'
      const params = { ${blocks.join(', ')} }
      const opt = chain(${links.join(', ')})
      const [updates, state] = opt.update(params, opt.init(params), params)
      export const next = applyUpdates(params, updates)
      export const view: Float32Array = compile(opt, params).params.block80.attention.q
      export const decayed = patternsFor(params, ['*.attention.*', 'block7.mlp[1]'])
      export const q: Float32Array = treeGet(state, '[17][0].mu.block3.attention.q')
      export const all = treeGetAll(state, 'nu')`)
    expect(work).toBeGreaterThan(1_000)
    expect(work).toBeLessThan(60_000)
  })

  it('refuses an update without the parameters there', { timeout: MINUTE }, () => {
    const { ok, printed } = consumer.compile(good.replace('opt.init(params), params)', 'opt.init(params))'), 'nodenext')
    expect(ok).toBe(false)
    expect(printed).toMatch(/main\.ts\(\d+,\d+\): error TS2554: Expected 3-4 arguments, but got 2\./)
  })
})
