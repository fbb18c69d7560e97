import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { lookahead } from '../../../src/chain/lookahead.ts'
import { masked } from '../../../src/chain/masked.ts'
import { namedChain } from '../../../src/chain/namedChain.ts'
import { decodeCheckpoint, fromCheckpoint, readCheckpoint, toCheckpoint } from '../../../src/checkpoint/index.ts'
import { compile } from '../../../src/compile/index.ts'
import { adafactor } from '../../../src/optimizers/adafactor.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { sgd } from '../../../src/optimizers/sgd.ts'
import { tensor } from '../../../src/pytree/index.ts'
import { treeGet } from '../../../src/state/treeGet.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { zeroNans } from '../../../src/transforms/zeroNans.ts'
import { bitsOf } from '../../helpers/bits.ts'

const namesIn = (bytes: Uint8Array): readonly string[] => readCheckpoint(bytes).tensors.map(({ name }) => name)

/** The message of the error that this gives. */
const messageOf = (use: () => unknown): string => {
  try {
    use()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'no error'
}

describe('names', () => {
  test('are paths in the parameters and in the state, of chains by index and of named chains by name', () => {
    const opt = namedChain({ clip: clipByGlobalNorm(1), adam: adam(0.1) })
    const params = { enc: [{ w: Float32Array.of(1, 2), 'a.b': 3 }], gone: null }
    const bytes = toCheckpoint(opt, { params, state: opt.init(params) })
    expect(namesIn(bytes).toSorted()).toEqual([
      'params.enc[0].w',
      "params.enc[0]['a.b']",
      'state.adam[0].count',
      'state.adam[0].mu.enc[0].w',
      "state.adam[0].mu.enc[0]['a.b']",
      'state.adam[0].nu.enc[0].w',
      "state.adam[0].nu.enc[0]['a.b']",
      'state.adam[1].count',
      'state.clip.count',
    ])
  })

  test('of parameters that are one leaf are those of the whole', () => {
    const opt = trace(0.9)
    const bytes = toCheckpoint(opt, { params: 3, state: opt.init(3) })
    expect(namesIn(bytes)).toEqual(['params', 'state.count', 'state.trace'])
  })

  test('leave out what is kept for no leaf, and have a tied leaf once', () => {
    const shared = Float32Array.of(1, 2)
    const params = { one: shared, two: shared, bias: 5 }
    const opt = masked(trace(0.9), ['one', 'two'])
    const state = opt.update({ one: shared, two: shared, bias: 1 }, opt.init(params))[1]
    const bytes = toCheckpoint(opt, { params, state })
    expect(namesIn(bytes)).toEqual([
      'params.bias',
      'state.innerState.count',
      'params.one',
      'state.innerState.trace.one',
    ])
    const restored = fromCheckpoint(opt, params, bytes)
    expect(restored.params.one).toBe(restored.params.two)
    expect(restored.state).toEqual(state)
  })
})

describe('what comes back', () => {
  test('has the dtypes, shapes and kinds of leaves, truth values, and numbers for slices', () => {
    const params = { m: tensor(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]), v: Float32Array.of(NaN, -0), s: Infinity }
    const opt = chain(zeroNans(), adafactor({ learningRate: 0.1, minDimSizeToFactor: 2 }))
    const state = opt.update(params, opt.init(params), params)[1]
    const restored = fromCheckpoint(opt, params, toCheckpoint(opt, { params, state }))
    expect(bitsOf([restored.params, restored.state])).toBe(bitsOf([params, state]))
    expect(restored.state[0]).toEqual({ foundNan: { m: false, v: true, s: false } })
  })

  test('is a copy: neither the bytes nor what was saved is shared', () => {
    const params = { w: Float32Array.of(1, 2) }
    const opt = sgd(0.5)
    const bytes = toCheckpoint(opt, { params, state: opt.init(params) })
    const restored = fromCheckpoint(opt, params, bytes)
    params.w[0] = 9
    bytes.fill(0)
    expect(restored.params).toEqual({ w: Float32Array.of(1, 2) })
  })

  test('goes on bit for bit, from a resident run to a pure one and back', () => {
    const opt = chain(clipByGlobalNorm(1), adam(0.1))
    const start = { w: Float32Array.of(3, -2, 0.1), b: 0.5 }
    const gradient = { w: Float32Array.of(1, 2, -3), b: 1 }
    const run = compile(opt, start)
    run.step(gradient)
    const saved = fromCheckpoint(opt, start, toCheckpoint(opt, run.snapshot()))
    const resumed = compile(opt, saved.params, { state: saved.state })
    for (const each of [run, resumed]) each.step(gradient)
    const [updates] = opt.update(gradient, saved.state, saved.params)
    expect(bitsOf(resumed.snapshot())).toBe(bitsOf(run.snapshot()))
    expect(run.snapshot().params.b).toBe(saved.params.b + updates.b)
  })

  test('may stand anywhere in a larger buffer', () => {
    const opt = trace(0.9)
    const bytes = toCheckpoint(opt, { params: { w: 3 }, state: opt.init({ w: 3 }) })
    for (const offset of [0, 1, 2, 3, 4, 7]) {
      const larger = new Uint8Array(bytes.length + 10)
      larger.set(bytes, offset)
      const within = larger.subarray(offset, offset + bytes.length)
      // A Buffer of Node is an array of bytes whose slices are no copies.
      for (const each of [within, Buffer.from(larger.buffer, offset, bytes.length)]) {
        const restored = fromCheckpoint(opt, { w: 0 }, each)
        expect([restored.params, restored.state]).toEqual([{ w: 3 }, opt.init({ w: 0 })])
      }
    }
  })

  test('has the texts that were saved beside it', () => {
    const opt = trace(0.9)
    const at = { params: { w: 3 }, state: opt.init({ w: 3 }) }
    const metadata = { epoch: '12', note: 'π ≈ 3' }
    expect(fromCheckpoint(opt, at.params, toCheckpoint(opt, at, metadata)).metadata).toEqual(metadata)
    expect(readCheckpoint(toCheckpoint(opt, at, metadata)).metadata).toEqual(metadata)
    expect(messageOf(() => toCheckpoint(opt, at, { epoch: 12 } as never))).toBe(
      'toCheckpoint: metadata: epoch must be text, got 12; keep numbers and objects as JSON, under names of your own.',
    )
    expect(messageOf(() => toCheckpoint(opt, at, { 'optfuse.checksum': '' }))).toContain('is taken')
  })
})

describe('a checkpoint that does not fit', () => {
  const opt = sgd(0.5, { momentum: 0.9 })
  const params = { enc: { w: Float32Array.of(1, 2) }, head: 3 }
  const bytes = toCheckpoint(opt, { params, state: opt.init(params) }, { epoch: '3' })

  test('says what is missing and what is too much, and changes nothing', () => {
    expect(messageOf(() => fromCheckpoint(adam(0.1), params, bytes))).toBe(
      'the checkpoint has no state[0].mu.enc.w, state[0].mu.head, state[0].nu.enc.w, state[0].nu.head, and has state[0].trace.head, state[0].trace.enc.w, for which there is no place here; give the optimizer and parameters that were saved, rename, or pass strict: false to begin the former anew and leave out the latter.',
    )
    const decoded = decodeCheckpoint(opt, { ...params, extra: [1, 2, 3] }, bytes)
    expect(isLeft(decoded) && decoded.left.code).toBe('invalid-checkpoint')
    expect(isLeft(decoded) && decoded.left.message).toContain(
      'the checkpoint has no params.extra[0], params.extra[1], params.extra[2], state[0].trace.extra[0] and 2 more; give',
    )
  })

  test('names the array of another shape or dtype', () => {
    const wider = { enc: { w: new Float32Array(3) }, head: 3 }
    expect(messageOf(() => fromCheckpoint(opt, wider, bytes))).toBe(
      'at params.enc.w: expected F32 [3], the checkpoint has F32 [2]; give parameters like those that were saved.',
    )
    const double = { enc: { w: new Float64Array(2) }, head: 3 }
    expect(messageOf(() => fromCheckpoint(opt, double, bytes, { strict: false }))).toContain(
      'at params.enc.w: expected F64 [2], the checkpoint has F32 [2]',
    )
  })

  test('gives what there is, and the first values of the rest, when it need not be strict', () => {
    const more = { enc: { w: Float32Array.of(0, 0) }, head: 0, extra: 7 }
    const {
      params: restored,
      state,
      missing,
      unexpected,
      metadata,
    } = fromCheckpoint(adam(0.1), more, bytes, {
      strict: false,
    })
    expect(restored).toEqual({ enc: { w: Float32Array.of(1, 2) }, head: 3, extra: 7 })
    expect(state).toEqual(adam(0.1).init(more))
    expect(metadata).toEqual({ epoch: '3' })
    expect(unexpected).toEqual(['state[0].trace.head', 'state[0].trace.enc.w'])
    expect(missing).toEqual([
      'params.extra',
      ...['mu', 'nu'].flatMap((slot) => ['enc.w', 'extra', 'head'].map((leaf) => `state[0].${slot}.${leaf}`)),
    ])
  })

  test('is read under other names', () => {
    const moved = { encoder: { w: Float32Array.of(0, 0) }, head: 0 }
    const rename = (name: string): string => name.replace('.enc.', '.encoder.')
    const [, state] = opt.update(params, opt.init(params))
    const saved = toCheckpoint(opt, { params, state })
    expect(treeGet(fromCheckpoint(opt, moved, saved, { rename }).state, 'trace')).toEqual({
      encoder: { w: Float32Array.of(1, 2) },
      head: 3,
    })
    expect(messageOf(() => fromCheckpoint(opt, moved, saved, { rename: () => 'params.head' }))).toMatch(
      /^at params\.head: the checkpoint has both \S+ and \S+ for it/,
    )
  })

  test('starts a missing slot that begins at the parameters at those that were restored', () => {
    const saved = toCheckpoint(trace(0.9), { params: { w: 5 }, state: trace(0.9).init({ w: 5 }) })
    const slow = lookahead(sgd(0.5), 2, 0.5)
    const { state } = fromCheckpoint(slow, { w: 0 }, saved, { strict: false })
    expect(state).toEqual(slow.init({ w: 5 }))
    expect(state).not.toEqual(slow.init({ w: 0 }))
  })
})

describe('bytes that are no checkpoint', () => {
  const header = (text: string, numbers = 0): Uint8Array => {
    const bytes = new Uint8Array(8 + text.length + numbers)
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
    bytes.set(new TextEncoder().encode(text), 8)
    return bytes
  }
  const entry = (rest: object): string =>
    JSON.stringify({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...rest } })

  test.each([
    ['that are too few', new Uint8Array(3), 'it ends after 3 bytes'],
    [
      'of something else',
      Uint8Array.from('<!doctype html><html>', (letter) => letter.charCodeAt(0)),
      'its header should end at byte',
    ],
    ['with a header that is no JSON', header('{"a":'), 'its header cannot be read (SyntaxError'],
    ['with a header that is no object', header('12'), 'its header is no JSON object'],
    ['with texts that are none', header('{"__metadata__":{"a":1}}'), 'what is beside its numbers is not text'],
    [
      'with an array without a shape',
      header('{"a":{"dtype":"F32"}}'),
      'what it says of a is not a dtype, a shape and two offsets',
    ],
    [
      'with a negative shape',
      header(entry({ shape: [-2] }), 8),
      'what it says of a is not a dtype, a shape and two offsets',
    ],
    [
      'with an array that overlaps',
      header(entry({ data_offsets: [4, 12] }), 12),
      'of a, its bytes begin at 4, where those before end at 0',
    ],
    ['with an array of another size', header(entry({ shape: [3] }), 8), 'of a, 8 bytes are not the 12 of F32 [3]'],
    ['with numbers that are cut off', header(entry({}), 4), 'its numbers take 8 bytes, but there are 4'],
    ['with numbers that nobody owns', header(entry({}), 12), 'its numbers take 8 bytes, but there are 12'],
    [
      'with another checksum',
      header(`{"__metadata__":{"optfuse.checksum":"0"},${entry({}).slice(1)}`, 8),
      'its numbers are not those that were saved',
    ],
  ])('%s', (_, bytes, why) => {
    expect(messageOf(() => readCheckpoint(bytes))).toContain(`this is not a whole checkpoint: ${why}`)
    expect(messageOf(() => fromCheckpoint(trace(0.9), { w: 1 }, bytes))).toContain(why)
  })

  test('may hold an array without a name, which is not taken for one that is missing', () => {
    const bytes = header(JSON.stringify({ '': { dtype: 'I8', shape: [4], data_offsets: [0, 4] } }), 4)
    const { params, missing, unexpected } = fromCheckpoint(trace(0.9), { w: 1 }, bytes, { strict: false })
    expect([params, missing, unexpected]).toEqual([{ w: 1 }, ['params.w', 'state.count', 'state.trace.w'], ['']])
  })

  test('that hold dtypes leaves cannot have are listed, and refused where they are wanted', () => {
    const bytes = header(JSON.stringify({ params: { dtype: 'BF16', shape: [2], data_offsets: [0, 4] } }), 4)
    expect(readCheckpoint(bytes).tensors).toEqual([{ name: 'params', dtype: 'BF16', shape: [2] }])
    expect(messageOf(() => fromCheckpoint(trace(0.9), new Float32Array(2), bytes, { strict: false }))).toBe(
      'at params: expected F32 [2], the checkpoint has BF16 [2]; give parameters like those that were saved.',
    )
  })
})
