import { describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { withEngine } from '../../src/define/withEngine.ts'
import { applyUpdates } from '../../src/pytree/applyUpdates.ts'
import { fromSpec } from '../../src/spec/index.ts'
import { treeGet } from '../../src/state/treeGet.ts'
import { firstDifference } from './compare.ts'
import { type Dtype, makeInputs, makeTree, readTree, shapeLeaves } from './inputs.ts'
import { readUpdates, rowsOf, updateNames, type UpdateVector } from './vectors.ts'

const dtypes = ['float64', 'float32'] as const
const engines = ['reference', 'wasm'] as const
type Engine = (typeof engines)[number]

/** How far an update may be from the oracle's, relative to the largest of its leaf. */
const toleranceOf = (vector: UpdateVector, dtype: Dtype): number => {
  if (dtype === 'float32') return 1e-4
  // Updates of torch and Keras may be differences of their parameters, and carry the rounding of these.
  return Object.keys(vector.oracle ?? {}).some((kind) => /^(torch|keras)\./.test(kind)) ? 1e-10 : 1e-12
}

const made = new Map<unknown, ReturnType<typeof fromSpec>>()

/** The optimizer of a spec, which every dtype and engine replays. */
const optimizerOf = ({ spec }: UpdateVector): ReturnType<typeof fromSpec> => {
  const optimizer = made.get(spec) ?? fromSpec(spec)
  made.set(spec, optimizer)
  return optimizer
}

/** The first step and element at which the pure update and the oracle part. */
const replayPure = (vector: UpdateVector, dtype: Dtype, engine: Engine): string | undefined => {
  const { tree = 'mixed' } = vector
  const optimizer = withEngine(optimizerOf(vector), engine)
  const inputs = makeInputs(vector, dtype)
  let { params } = inputs
  let state = optimizer.init(params)
  for (const [step, expected] of rowsOf(vector, dtype).entries()) {
    const [updates, next] = optimizer.update(inputs.gradients[step], state, params, {
      value: inputs.losses[step],
    })
    const actual = readTree(tree, vector.state === undefined ? updates : treeGet(next, vector.state))
    const difference = firstDifference(shapeLeaves(tree), expected, actual, toleranceOf(vector, dtype))
    if (difference !== undefined) return `step ${step}, ${difference}`
    params = applyUpdates(params, updates)
    state = next
  }
  return undefined
}

/** The first step and element at which the resident parameters and those that the oracle's updates lead to part. */
const replayResident = (vector: UpdateVector, dtype: Dtype, engine: Engine): string | undefined => {
  const { tree = 'mixed' } = vector
  const inputs = makeInputs(vector, dtype)
  const run = compile(optimizerOf(vector), inputs.params, { engine })
  let expected = inputs.params
  // A parameter near 0 carries the rounding of what it was before.
  let reached = readTree(tree, expected).map(Math.abs)
  try {
    for (const [step, row] of rowsOf(vector, dtype).entries()) {
      if (vector.state !== undefined) {
        run.step(inputs.gradients[step], { value: inputs.losses[step] })
        const kept = readTree(tree, treeGet(run.snapshot().state, vector.state))
        const difference = firstDifference(shapeLeaves(tree), row, kept, toleranceOf(vector, dtype))
        if (difference !== undefined) return `step ${step}, ${vector.state} ${difference}`
        continue
      }
      const elements = row.values()
      const updates = makeTree(tree, dtype, () => elements.next().value ?? NaN)
      expected = applyUpdates(expected, updates)
      run.step(inputs.gradients[step], { value: inputs.losses[step] })
      const actual = readTree(tree, run.snapshot().params)
      const tolerance = toleranceOf(vector, dtype) * (dtype === 'float32' ? 1 : 10)
      const parameters = readTree(tree, expected)
      reached = reached.map((largest, i) => Math.max(largest, Math.abs(parameters[i])))
      const difference = firstDifference(shapeLeaves(tree), parameters, actual, tolerance, reached)
      if (difference !== undefined) return `step ${step}, parameter ${difference}`
    }
    return undefined
  } finally {
    run.dispose()
  }
}

const cases = updateNames().flatMap((name) =>
  readUpdates(name).flatMap((vector) =>
    dtypes.filter((dtype) => vector.updates[dtype]).map((dtype) => ({ name, vector, dtype, title: vector.title })),
  ),
)

describe.each(engines)('on the %s engine', (engine) => {
  it.each(cases)('the pure update gives the updates of the oracle: $name, $title, $dtype', ({ vector, dtype }) => {
    expect(replayPure(vector, dtype, engine)).toBeUndefined()
  })

  it.each(cases)('the resident parameters follow them: $name, $title, $dtype', ({ vector, dtype }) => {
    expect(replayResident(vector, dtype, engine)).toBeUndefined()
  })
})

/** The same vector with one element of one step moved by `amount`: one whose parameter is still finite, or nothing would move. */
const perturb = (vector: UpdateVector, dtype: Dtype, seed: number, amount: number): UpdateVector => {
  const rows = rowsOf(vector, dtype)
  const step = seed % rows.length
  const sound = [...rows[step].keys()].filter((i) => rows.slice(0, step + 1).every((row) => Number.isFinite(row[i])))
  const element = sound[(7 * seed) % sound.length]
  const moved = rows[step].with(element, rows[step][element] + amount)
  return { ...vector, updates: { [dtype]: rows.with(step, moved) } }
}

describe('a replay fails when one number of a vector is wrong', () => {
  const sample = cases.map((row, i) => ({ ...row, seed: 1000 + 31 * i })).filter((_, i) => i % 13 === 0)

  it.each(sample)('$name, $title, $dtype', ({ vector, dtype, seed }) => {
    const tolerance = toleranceOf(vector, dtype)
    const largest = Math.max(...rowsOf(vector, dtype).flat().map(Math.abs))
    const slightly = perturb(vector, dtype, seed, 3 * tolerance * (largest || 1))
    // Parameters are larger than updates, and carry the rounding of every step.
    const clearly = perturb(vector, dtype, seed, 1e4 * tolerance * Math.max(largest, 1))
    for (const engine of engines) {
      expect(replayPure(slightly, dtype, engine)).toMatch(/^step \d+, /)
      expect(replayResident(clearly, dtype, engine)).toMatch(/^step \d+, \w+ /)
    }
  })
})
