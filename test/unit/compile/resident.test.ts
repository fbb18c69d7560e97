import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { compile } from '../../../src/compile/index.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { applyUpdates, tensor } from '../../../src/pytree/index.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scaleByLearningRate } from '../../../src/transforms/scaleByLearningRate.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { bitsOf } from '../../helpers/bits.ts'

const wave = (length: number, scale = 1): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7) * scale)

const makeTree = (scale: number) => ({
  n: 0.5 * scale,
  w: tensor(wave(6, scale), [2, 3]),
  b: [Float64Array.of(scale, -scale), null, wave(33, scale)] as const,
})

const opt = chain(clipByGlobalNorm(1), adam(0.1))

describe.each(['reference', 'wasm'] as const)('a resident run on the %s engine', (engine) => {
  test('the example of the docstring', () => {
    const run = compile(scaleByLearningRate(0.5), { w: Float32Array.of(1, 2) }, { engine })
    run.grads.w.set([1, 1])
    run.step()
    expect([...run.params.w]).toEqual([0.5, 1.5])
    expect(run.engine).toBe(engine)
  })

  test('copies the parameters: what is written to the caller’s arrays later has no effect, nor the reverse', () => {
    const w = Float32Array.of(1, 2)
    const run = compile(scaleByLearningRate(1), { w }, { engine })
    w.fill(100)
    run.step({ w: Float32Array.of(1, 1) })
    expect([...run.params.w]).toEqual([0, 1])
    expect([...w]).toEqual([100, 100])
  })

  test('numbers are views of one element, tensors keep their shape, null and containers stay', () => {
    const run = compile(scaleByLearningRate(1), makeTree(1), { engine })
    expect(run.params.n).toEqual(Float64Array.of(0.5))
    expect(run.params.w.shape).toEqual([2, 3])
    expect(run.params.b[1]).toBeNull()
    run.grads.n[0] = 0.25
    run.grads.w.data[5] = 1
    run.step()
    expect(run.params.n[0]).toBe(0.25)
    expect(run.params.w.data[5]).toBe(Math.fround(wave(6)[5] - 1))
    const { params } = run.snapshot()
    expect(params.n).toBe(0.25)
    expect(params.w.shape).toEqual([2, 3])
  })

  test('gradients start at zero, a step leaves them, and given ones are copied in', () => {
    const run = compile(trace(0), { w: Float64Array.of(1) }, { engine })
    expect([...run.grads.w]).toEqual([0])
    const given = { w: Float64Array.of(2) }
    run.step(given)
    expect([...run.grads.w]).toEqual([2])
    given.w[0] = 99
    run.step()
    expect([...run.params.w]).toEqual([5])
  })

  test('one array may be the gradients and the parameters of runs at once', () => {
    const run = compile(scaleByLearningRate(0.5), { w: Float64Array.of(8) }, { engine })
    run.step({ w: run.params.w })
    expect([...run.params.w]).toEqual([4])
    run.step(run.grads)
    expect([...run.params.w]).toEqual([0])
  })

  test('a snapshot stands by itself: later steps, and writing to it, change nothing on the other side', () => {
    const run = compile(opt, makeTree(1), { engine })
    run.step(makeTree(2))
    const snapshot = run.snapshot()
    const before = bitsOf(snapshot)
    run.step(makeTree(3))
    expect(bitsOf(snapshot)).toBe(before)
    const after = bitsOf(run.snapshot())
    snapshot.params.w.data.fill(7)
    snapshot.state[1][0].mu.b[2].fill(7)
    expect(bitsOf(run.snapshot())).toBe(after)
  })

  test('continues from a snapshot, and from the state of the pure update, bit for bit', () => {
    const gradients = [1, 2, 3, 4, 5].map(makeTree)
    const whole = compile(opt, makeTree(1), { engine })
    gradients.forEach((gradient) => whole.step(gradient))
    const wanted = bitsOf(whole.snapshot())

    const first = compile(opt, makeTree(1), { engine })
    gradients.slice(0, 2).forEach((gradient) => first.step(gradient))
    const { params, state } = first.snapshot()
    const second = compile(opt, params, { engine, state })
    gradients.slice(2).forEach((gradient) => second.step(gradient))
    expect(bitsOf(second.snapshot())).toBe(wanted)

    const pure = withEngine(opt, engine)
    let [pureParams, pureState] = [makeTree(1), pure.init(makeTree(1))]
    for (const gradient of gradients.slice(0, 3)) {
      const [updates, next] = pure.update(gradient, pureState, pureParams)
      pureParams = applyUpdates(pureParams, updates)
      pureState = next
    }
    const third = compile(opt, pureParams, { engine, state: pureState })
    gradients.slice(3).forEach((gradient) => third.step(gradient))
    expect(bitsOf(third.snapshot())).toBe(wanted)
  })

  test('leaves over several memories give the same bits', () => {
    const leaves = Array.from({ length: 40 }, (_, i) => wave(3000 + i, i + 1))
    const one = compile(opt, leaves, { engine })
    // 40 leaves of 12 kB in four streams: 1.9 MB.
    const many = compile(opt, leaves, { engine, maxMemoryBytes: 200_000 })
    for (let step = 0; step < 3; step++) {
      one.step(leaves)
      many.step(leaves)
    }
    expect(bitsOf(many.snapshot())).toBe(bitsOf(one.snapshot()))
    expect(many.bytes).toBeGreaterThan(1_900_000)
    expect(new Set(many.params.map((view) => view.buffer)).size).toBeGreaterThan(9)
    expect(Math.max(...many.params.map((view) => view.buffer.byteLength))).toBeLessThanOrEqual(200_000)
  })

  test('thousands of leaves of one element keep to the limit too, tables included', () => {
    const leaves = Array.from({ length: 5000 }, (_, i) => Float32Array.of(i))
    const limit = 131_072
    const run = compile(opt, leaves, { engine, maxMemoryBytes: limit })
    expect(Math.max(...run.params.map((view) => view.buffer.byteLength))).toBeLessThanOrEqual(limit)
    const whole = compile(opt, leaves, { engine })
    run.step(leaves)
    whole.step(leaves)
    expect(bitsOf(run.snapshot())).toBe(bitsOf(whole.snapshot()))
  })

  test('a leaf that does not fit one memory is refused by its path', () => {
    expect(() => compile(opt, { a: [wave(10), wave(50_000)] }, { engine, maxMemoryBytes: 200_000 })).toThrow(
      expect.objectContaining({ code: 'too-large', path: 'a[1]' }),
    )
    expect(() => compile(opt, [wave(50_000)], { engine, maxMemoryBytes: 200_000 })).toThrow(
      /at \[0\]: 50000 elements with their state do not fit one memory \(at most \d+ elements here\); split the leaf/,
    )
  })

  test('empty trees and empty leaves step', () => {
    for (const tree of [{}, [], { a: new Float32Array(0) }, null]) {
      const run = compile(opt, tree as never, { engine })
      run.step()
      run.step(tree as never)
      expect(run.snapshot().params).toEqual(tree)
    }
  })

  test('a schedule that fails leaves parameters, state and count as they were, and the run alive', () => {
    let mood: number | Error = 1
    const moody = chain(
      trace(0.5),
      scaleByLearningRate(() => {
        if (typeof mood !== 'number') throw mood
        return mood
      }),
    )
    const run = compile(moody, makeTree(1), { engine })
    run.step(makeTree(1))
    const before = bitsOf(run.snapshot())
    mood = NaN
    expect(() => run.step(makeTree(2))).toThrow(
      expect.objectContaining({ code: 'invalid-schedule', transformation: 'scaleByLearningRate' }),
    )
    expect(bitsOf(run.snapshot())).toBe(before)
    mood = new RangeError('mine')
    expect(() => run.step(makeTree(2))).toThrow('mine')
    expect(bitsOf(run.snapshot())).toBe(before)
    mood = 1
    run.step(makeTree(1))
    const other = compile(moody, makeTree(1), { engine })
    other.step(makeTree(1))
    other.step(makeTree(1))
    expect(bitsOf(run.snapshot())).toBe(bitsOf(other.snapshot()))
  })

  test('gradients that do not fit are refused before anything is written', () => {
    const run = compile(opt, makeTree(1), { engine })
    run.step(makeTree(1))
    const before = bitsOf([run.snapshot(), run.grads])
    const wrong = { ...makeTree(5), w: tensor(wave(6), [3, 2]) }
    expect(() => run.step(wrong)).toThrow(expect.objectContaining({ code: 'shape-mismatch', path: 'w' }))
    expect(bitsOf([run.snapshot(), run.grads])).toBe(before)
  })

  test('after dispose every use says so', () => {
    const run = compile(opt, makeTree(1), { engine })
    run.dispose()
    const uses = [() => run.step(), () => run.params, () => run.grads, () => run.snapshot(), () => run.bytes]
    for (const use of uses) {
      expect(use).toThrow(expect.objectContaining({ code: 'disposed' }))
      expect(use).toThrow('take a snapshot before dispose')
    }
    expect(() => run.dispose()).not.toThrow()
    expect(run.engine).toBe(engine)
  })

  test('a state that does not fit the parameters is refused by its path', () => {
    const state = opt.init({ w: wave(3) })
    expect(() => compile(opt, { w: wave(4) }, { engine, state })).toThrow(
      expect.objectContaining({ code: 'shape-mismatch', path: 'w' }),
    )
  })
})

test('state, parameters and gradients are all that a large run holds, to within 5 %', () => {
  const run = compile(adam(0.1), [new Float32Array(1_000_000), new Float32Array(500_000)])
  expect(run.bytes / (1_500_000 * 4 * 4)).toBeLessThan(1.05)
})

test('dispose gives the memory back even while the run is kept', async () => {
  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc') as () => void
  const run = compile(adam(0.1), [new Float32Array(100_000)])
  const memory = new WeakRef(run.params[0].buffer)
  run.dispose()
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    collect()
  }
  expect(memory.deref() === undefined).toBe(true)
  expect(run.engine).toBe('wasm')
})
