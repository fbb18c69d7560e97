import { describe, expect, it } from 'vitest'
import { embed } from '../../../src/embed/index.ts'
import {
  adam,
  addDecayedWeights,
  applyIfFinite,
  chain,
  clipByGlobalNorm,
  masked,
  polyakSgd,
  scaleByLearningRate,
  setToZero,
  sgd,
  trace,
  zeroNans,
} from '../../../src/index.ts'
import { checkStack } from '../../../src/laws/index.ts'
import { countedStack, type Counted } from './countedStack.ts'

interface Tree {
  readonly w: Counted
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && 'w' in value

const numbers = (tree: unknown): readonly number[] => (isTree(tree) ? tree.w.data : [])

const at = (state: unknown, link: number): object => (Array.isArray(state) ? state[link] : {})

describe('embed', () => {
  const counted = countedStack()
  const { stack, tensor } = counted

  it.each(['float32', 'float64'] as const)('obeys every law on tensors that count their references, in %s', (dtype) => {
    expect(() => checkStack(stack, tensor([0], [1], dtype), { dtype, live: counted.live })).not.toThrow()
  })

  it('runs a chain on the tensors and keeps counts as numbers', () => {
    const { init, update, applyUpdates } = embed(
      chain(
        trace(0.5),
        scaleByLearningRate((count) => 1 / (count + 1)),
      ),
      stack,
    )
    const params = { w: tensor([1, 2]) }
    const [first, state] = update({ w: tensor([2, 4]) }, init(params))
    expect(numbers(first)).toEqual([-2, -4])
    const [second, next] = update({ w: tensor([2, 4]) }, state)
    expect(numbers(second)).toEqual([-1.5, -3])
    expect(next).toMatchObject([{ count: 2, trace: { w: { data: [3, 6] } } }, { count: 2 }])
    expect(numbers(applyUpdates(params, second))).toEqual([-0.5, -1])
  })

  it('measures gradients whose squares no float32 can hold', () => {
    const { init, update } = embed(clipByGlobalNorm(10), stack)
    const gradients = { w: tensor([3e20, -4e20]) }
    expect(numbers(update(gradients, init(gradients))[0]).map((x) => x.toFixed(4))).toEqual(['6.0000', '-8.0000'])
  })

  it('makes every update NaN where a gradient is infinite, as the engines do', () => {
    const { init, update } = embed(clipByGlobalNorm(10), stack)
    const gradients = { w: tensor([3, Infinity]) }
    expect(numbers(update(gradients, init(gradients))[0])).toEqual([NaN, NaN])
  })

  it('gives an update of its own where the formula is a plain number', () => {
    const { init, update } = embed(setToZero(), stack)
    const gradients = { w: tensor([3, 4]) }
    expect(update(gradients, init(gradients))[0]).toMatchObject({ w: { data: [0, 0], shape: [2], dtype: 'float32' } })
  })

  it('hands out a gradient that passes unchanged as a reference of its own', () => {
    const { init, update } = embed(chain(), stack)
    const gradients = { w: tensor([3, 4]) }
    const [updates] = update(gradients, init(gradients))
    stack.release(gradients.w)
    expect([...stack.read(updates.w)]).toEqual([3, 4])
  })

  it('takes the loss as a number or as a tensor, which it neither reads nor consumes', () => {
    const { init, update } = embed(polyakSgd(), stack)
    const before = counted.live()
    // Polyak's step: 25 / 100 of the gradient.
    for (const value of [25, tensor([25], [])]) {
      const gradients = { w: tensor([6, 8]) }
      const [updates, state] = update(gradients, init(gradients), undefined, { value })
      expect(numbers(updates)).toEqual([-1.5, -2])
      expect(state).toEqual([[{}, { count: 1 }], { count: 1 }])
      if (typeof value !== 'number') stack.release(value)
      if (isTree(updates)) [updates.w, gradients.w].forEach(stack.release)
    }
    expect(counted.live()).toBe(before)
    const gradients = { w: tensor([6, 8]) }
    expect(() => update(gradients, init(gradients), undefined, { value: gradients.w })).toThrow(
      /reads the number value at every step, got an object/,
    )
  })

  it('refuses a tensor that was given back, naming its place, before it computes anything', () => {
    const { init, update, applyUpdates } = embed(chain(trace(0.5), clipByGlobalNorm(1)), {
      ...stack,
      isReleased: (x) => x.references < 1,
    })
    const [params, gone] = [{ w: tensor([1]) }, { w: tensor([1]) }]
    const state = init(params)
    const before = counted.live()
    stack.release(gone.w)
    expect(() => init(gone)).toThrow('at w: params: this')
    expect(() => update(gone, state)).toThrow('at w: gradients: this')
    expect(() => update(params, [{ ...at(state, 0), trace: gone }, at(state, 1)])).toThrow('at w: state[0].trace: this')
    expect(() => applyUpdates(params, gone)).toThrow(/^at w: updates: this .* was disposed; nothing was computed\.$/)
    expect(counted.live()).toBe(before - 1)
  })

  it('keeps counts that depend on a tensor as tensors, and schedules follow them', () => {
    const opt = applyIfFinite(
      sgd((count) => 0.1 * (count + 1)),
      3,
    )
    const { init, update } = embed(opt, stack)
    const params = { w: tensor([1]) }
    const [first, state] = update({ w: tensor([NaN]) }, init(params))
    expect(numbers(first)).toEqual([0])
    expect(state).toMatchObject({ guard: { notfiniteCount: { data: [1], shape: [] } } })
    const [second, next] = update({ w: tensor([10]) }, state)
    expect(numbers(second)[0]).toBeCloseTo(-1)
    expect(numbers(update({ w: tensor([10]) }, next)[0])[0]).toBeCloseTo(-2)
  })

  it('keeps one truth value per leaf', () => {
    const { init, update } = embed(zeroNans(), stack)
    const gradients = { a: tensor([1, NaN]), b: tensor([2]) }
    const start = init(gradients)
    expect(start).toEqual({ foundNan: { a: false, b: false } })
    const [updates, state] = update(gradients, start)
    expect(updates).toMatchObject({ a: { data: [1, 0] }, b: { data: [2] } })
    expect(state).toMatchObject({ foundNan: { a: { data: [1] }, b: { data: [0] } } })
    expect(update(gradients, state)[0]).toMatchObject({ b: { data: [2] } })
  })

  it('keeps state only for the leaves that a masked link sees', () => {
    const { init, update } = embed(masked(trace(0.5), { w: true, b: false }), stack)
    const params = { w: tensor([1, 2]), b: tensor([3]) }
    const [, state] = update(params, init(params), params)
    expect(state).toMatchObject({ innerState: { count: 1, trace: { w: { data: [1, 2] }, b: null } } })
    const [updates] = update(params, state, params)
    expect(updates).toMatchObject({ w: { data: [1.5, 3] }, b: { data: [3] } })
  })

  it('takes one tensor at two places as two leaves', () => {
    const { init, update } = embed(clipByGlobalNorm(1), stack)
    const one = tensor([3])
    const [updates] = update({ a: one, b: one }, init({ a: one, b: one }))
    expect(stack.read(updates.a)[0]).toBeCloseTo(Math.SQRT1_2)
  })

  describe('refuses', () => {
    const { init, update } = embed(adam(0.1), stack)
    const params = { w: tensor([1, 2]) }
    const state = init(params)

    it.each([
      [
        'a gradient of another shape',
        { w: tensor([1, 2, 3]) },
        /^at w: gradients: expected float32\[2\], got float32\[3\]/,
      ],
      ['a gradient of another dtype', { w: tensor([1, 2], [2], 'float64') }, /^at w: gradients: expected float32/],
      ['a missing gradient', {}, /^at w: gradients: expected float32\[2\], got nothing/],
      [
        'a gradient that belongs to nothing',
        { w: tensor([1, 2]), v: tensor([1]) },
        /^at v: gradients: expected nothing/,
      ],
      ['a gradient of the library’s own kind', { w: new Float32Array(2) }, /^at w: gradients: expected a Counted/],
      ['integers', { w: tensor([1, 2], [2], 'int32') }, /^at w: .*Counted.*dtype/],
    ])('%s', (_, gradients, message) => {
      const held = counted.live()
      expect(() => update<unknown>(gradients, state, params)).toThrow(message)
      expect(counted.live()).toBe(held)
    })

    it('the state of something else', () => {
      expect(() => update(params, [], params)).toThrow(/expected 2 states/)
      expect(() => update(params, [{ count: 'one' }, {}], params)).toThrow(/slot count must hold a number/)
    })

    it('a step without parameters where these are read', () => {
      const decayed = embed(addDecayedWeights(0.1), stack)
      expect(() => decayed.update(params, decayed.init(params))).toThrow(/addDecayedWeights: .*reads the parameters/)
    })
  })

  it('releases what it made when a schedule fails in the middle of a step', () => {
    const failing = embed(
      adam(() => NaN),
      stack,
    )
    const params = { w: tensor([1, 2]) }
    const state = failing.init(params)
    const held = counted.live()
    expect(() => failing.update(params, state, params)).toThrow(/the schedule of learningRate gave NaN at count 0/)
    expect(counted.live()).toBe(held)
  })
})
