import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from './bundledSize.ts'
import { entryPoints, makeConsumer, manifest, type Consumer } from './consumer.ts'

/** What AdamW with the whole CPU engine may weigh in someone's page, in bytes after gzip. */
const BUDGET = 25_000

const MINUTE = 60_000

let consumer: Consumer

beforeAll(() => {
  consumer = makeConsumer()
}, MINUTE)

afterAll(() => {
  consumer.remove()
})

const needsFastCheck = (entry: string): boolean => entry === 'optfuse/laws'

const importAll = (entries: readonly string[]): string =>
  entries
    .map(
      (entry) =>
        `console.log('${entry}', Object.keys(await import('${entry}')).length > 0 ? 'has exports' : 'is empty')`,
    )
    .join('\n')

const allThere = (entries: readonly string[]): string => entries.map((entry) => `${entry} has exports\n`).join('')

describe('the packed library', () => {
  it('holds the code, its declarations and the papers, and nothing of the workshop', () => {
    const wanted = ['dist/index.js', 'dist/index.d.ts', 'src/index.ts', 'README.md', 'LICENSE', 'CHANGELOG.md']
    expect(wanted.filter((file) => !consumer.packed.includes(file))).toEqual([])
    expect(
      consumer.packed.filter((file) => !/^(dist|src)\/|^(README|CHANGELOG)\.md$|^LICENSE$|^package\.json$/.test(file)),
    ).toEqual([])
  })

  it('runs without fast-check and gpu.js, but for the laws', () => {
    const { printed } = consumer.node(`
      for (const name of ['fast-check', 'gpu.js']) {
        await import(name).then(() => console.log('found', name), () => console.log('no', name))
      }`)
    expect(printed).toBe('no fast-check\nno gpu.js\n')
    const entries = entryPoints.filter((entry) => !needsFastCheck(entry))
    expect(consumer.node(importAll(entries))).toEqual({ ok: true, printed: allThere(entries) })
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

  it(`weighs less than ${BUDGET} bytes bundled, compressed, with AdamW and all that runs it`, async () => {
    const source = `export { adamw, applyUpdates, compile } from 'optfuse'`
    const { code, gzipped } = await bundle(consumer.folder, source)
    console.log(`core + adamw: ${code.length} bytes minified, ${gzipped} gzipped, of ${BUDGET}`)
    expect(gzipped).toBeLessThan(BUDGET)
    expect(gzipped).toBeGreaterThan(5_000)
    expect(code).not.toMatch(/["']node:|fast-check|gpu\.js/)
  })
})

describe('with fast-check beside it', () => {
  beforeAll(() => {
    consumer.install(`fast-check@${manifest.devDependencies['fast-check']}`)
  }, MINUTE)

  it('gives every entry point', () => {
    expect(consumer.node(importAll(entryPoints))).toEqual({ ok: true, printed: allThere(entryPoints) })
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
    export const view: Float64Array = compile(opt, params).params.layer.b`

  for (const resolution of ['nodenext', 'bundler'] as const) {
    it(`type-checks where modules resolve as in ${resolution}`, { timeout: MINUTE }, () => {
      expect(consumer.compile(good, resolution)).toEqual({ ok: true, printed: '' })
    })
  }

  it('refuses an update without the parameters there', { timeout: MINUTE }, () => {
    const { ok, printed } = consumer.compile(good.replace('opt.init(params), params)', 'opt.init(params))'), 'nodenext')
    expect(ok).toBe(false)
    expect(printed).toMatch(/main\.ts\(\d+,\d+\): error TS2554: Expected 3 arguments, but got 2\./)
  })
})
