/** The optimizers give on the stack what they give on the library's own engines. @module */
import { catalogue } from '../../catalogue/catalogue.ts'
import { embed } from '../../embed/index.ts'
import { flatten, flattenLike, readLeaf, tensor, unflatten, type Dtype, type FloatArray } from '../../pytree/index.ts'
import { toSpec } from '../../spec/index.ts'
import { extraAt, trajectory } from '../trajectory.ts'
import { nearly } from './nearly.ts'
import type { StackLaw, StackTrial } from './stackLaw.ts'

/** Numbers that look unrelated, none near 0, between -2.5 and 2.5. */
const filled = (dtype: Dtype, size: number, seed: number): FloatArray => {
  const data = dtype === 'float32' ? new Float32Array(size) : new Float64Array(size)
  for (let i = 0; i < size; i++) {
    const x = Math.sin(seed * 37.3 + i * 12.9898) * 2
    data[i] = x + Math.sign(x) / 2
  }
  return data
}

const treeOf = (dtype: Dtype, seed: number): unknown => ({
  layer: { w: tensor(filled(dtype, 6, seed), [2, 3]), b: tensor(filled(dtype, 3, seed + 1), [3]) },
  scale: tensor(filled(dtype, 1, seed + 2), []),
  empty: tensor(filled(dtype, 0, 0), [0, 2]),
})

const STEPS = 3

type Transformation = Parameters<typeof embed>[0]

const compare = <T extends object>(
  { stack, like, dtype, tolerance }: StackTrial<T>,
  transformation: Transformation,
): string | undefined => {
  const params = treeOf(dtype, 1)
  const { def } = flatten(params)
  const onStack = (tree: unknown): unknown =>
    unflatten(
      def,
      flattenLike(def, tree, 'tree').map((leaf, i) => {
        const shaped = stack.fill(0, def.leaves[i].info.shape, dtype, like)
        const made = stack.make(readLeaf(leaf), shaped)
        stack.release(shaped)
        return made
      }),
    )
  const releaseAll = (value: unknown): void => {
    if (stack.is(value)) stack.release(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(releaseAll)
  }
  const gradients = Array.from({ length: STEPS }, (_, i) => treeOf(dtype, 10 * i + 5))
  const example = { params, gradients, values: gradients.map((_, i) => 2 - i / 2) }
  const expected = trajectory(transformation, example, 'reference')
  const { init, update, applyUpdates } = embed(transformation, stack)
  let current = onStack(params)
  let state = init(current)
  try {
    for (const [step, gradient] of gradients.entries()) {
      const given = onStack(gradient)
      const [updates, nextState] = update(given, state, current, extraAt(transformation, example, step))
      const next = applyUpdates(current, updates)
      const got = flattenLike(def, updates, 'updates').map((leaf) => [...readLeaf(leaf)])
      ;[given, updates, state, current].forEach(releaseAll)
      ;[state, current] = [nextState, next]
      const wanted = flattenLike(def, expected[step].updates, 'updates').map((leaf) => [...readLeaf(leaf)])
      for (const [leaf, numbers] of wanted.entries()) {
        const scale = numbers.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0)
        const at = numbers.findIndex((x, i) => !nearly(got[leaf][i], x, tolerance, scale))
        if (at >= 0) {
          return `step ${step}, ${def.paths[leaf]}[${at}]: ${got[leaf][at]} in place of ${numbers[at]}`
        }
      }
    }
    return undefined
  } finally {
    ;[state, current].forEach(releaseAll)
  }
}

/** Every transformation of the catalogue, with the options its examples show, over a few steps. */
export const optimizersAgree: StackLaw = {
  name: 'optimizers agree',
  statement: 'every optimizer gives on the stack the updates of the reference engine, up to the tolerance.',
  violation: (trial) => {
    for (const { make, examples } of catalogue) {
      for (const options of examples) {
        const transformation = make.fromOptions(options)
        const found = compare({ ...trial, tolerance: trial.tolerance * 10 }, transformation)
        if (found !== undefined) return `${JSON.stringify(toSpec(transformation))}, ${found}`
      }
    }
    return undefined
  },
}
