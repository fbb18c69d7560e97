import '@tensorflow/tfjs-backend-cpu'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as optfuse from '../../src/index.ts'
import { fromDefinition } from '../../src/define/fromDefinition.ts'
import { applyUpdates } from '../../src/pytree/applyUpdates.ts'
import type { AnyGradientTransformation, StateType } from '../../src/rule/index.ts'
import type { Schedule } from '../../src/schedules/index.ts'
import { treeGet } from '../../src/state/treeGet.ts'
import { firstDifference } from './compare.ts'
import { makeInputs, makeTree, readTree, shapeLeaves } from './inputs.ts'

/** One row of the page: an expression of another library, and the one here that is to agree with it. */
interface Row {
  readonly library: string
  readonly kind: string
  readonly theirs: string
  readonly ours: string
}

type Made = AnyGradientTransformation | Schedule

const page = readFileSync(new URL('../../docs/migrating.md', import.meta.url), 'utf8')

const rows: readonly Row[] = page.split(/^## /m).flatMap((chapter) =>
  chapter.split(/^### /m).flatMap((section) =>
    [...section.matchAll(/^\| `([^`]*\([^`]*)`\s*\| `([^`]+)`/gm)].map(([, theirs, ours]) => ({
      library: chapter.split('\n', 1)[0],
      kind: section.split('\n', 1)[0],
      theirs,
      ours,
    })),
  ),
)

/** What the libraries gave, by library, kind and expression: the elements after each step, or the values of a schedule. */
const given: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>>> =
  JSON.parse(readFileSync(new URL('migrating.json', import.meta.url), 'utf8'))

const { adam, adamax, chain, lamb, nadam, sgd } = optfuse

const place = fileURLToPath(new URL('../../build/test-migrating/', import.meta.url))

/** What the right sides of the page make, evaluated as a reader would who has pasted the page's own example above them. */
const evaluate = async (expressions: readonly string[]): Promise<readonly Made[]> => {
  const code = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text]) => text).join('\n')
  const needed = Object.keys(optfuse).filter((name) =>
    expressions.some((text) => new RegExp(`\\b${name}\\b`).test(text)),
  )
  const others = needed.filter((name) => !new RegExp(`import [^\\n]*\\b${name}\\b`).test(code))
  mkdirSync(place, { recursive: true })
  const path = join(place, 'rows.ts')
  const imports = `import { ${others.join(', ')} } from '../../src/index.ts'`
  writeFileSync(path, `${imports}\n${code}\nexport const made: unknown[] = [\n${expressions.join(',\n')}\n]\n`)
  const { made }: { readonly made: readonly Made[] } = await import(path)
  return made
}

const steps = 10
const inputs = makeInputs({ tree: 'pair', seed: 2013, steps }, 'float64')
/** The step whose gradients are made infinite for what leaves such steps out. */
const broken = 3

/** The elements after each step: of the parameters, or of the average that is kept of them. */
const trajectory = (row: Row, made: AnyGradientTransformation): readonly (readonly number[])[] => {
  const isAverage = row.kind.startsWith('Averages')
  const whole = row.kind === 'Clipping' ? chain(made, sgd(0.1)) : isAverage ? chain(sgd(0.1), made) : made
  const opt = fromDefinition<StateType, never>(whole.definition)
  let { params } = inputs
  let state = opt.init(params)
  return inputs.gradients.map((gradient, i) => {
    const isBroken = row.theirs.startsWith('LossScaleOptimizer') && i === broken
    const seen = isBroken ? makeTree('pair', 'float64', () => Infinity) : gradient
    const [updates, next] = opt.update(seen, state, params, { value: inputs.losses[i] })
    params = applyUpdates(params, updates)
    state = next
    return readTree('pair', isAverage ? treeGet(state, row.ours.startsWith('swa') ? 'swa' : 'ema') : params)
  })
}

/** The parameters after each step of an optimizer of TensorFlow.js. */
const tfjsTrajectory = ({ theirs }: Row): readonly (readonly number[])[] => {
  const optimizer: tf.Optimizer = new Function('train', `return train.${theirs}`)(tf.train)
  const [w, b] = readTwo(inputs.params).map((leaf) => tf.variable(tf.tensor(leaf)))
  const after = inputs.gradients.map((gradient) => {
    const [dw, db] = readTwo(gradient).map((leaf) => tf.tensor(leaf))
    optimizer.applyGradients({ [w.name]: dw, [b.name]: db })
    tf.dispose([dw, db])
    return [...w.dataSync(), ...b.dataSync()]
  })
  tf.dispose([w, b])
  optimizer.dispose()
  return after
}

/** The elements of the matrix and the number beside it. */
const readTwo = (tree: unknown): readonly (readonly number[])[] => {
  const elements = readTree('pair', tree)
  return [elements.slice(0, 4), elements.slice(4)]
}

/** How far apart numbers may lie; Keras takes cosines, the factors of clips by a norm and smaller and larger numbers in float32. */
const toleranceOf = ({ library, theirs }: Row): number =>
  library === 'TensorFlow.js' ? 1e-5 : library === 'Keras' && /^Cosine|clipnorm|^Adafactor/.test(theirs) ? 2e-7 : 1e-11

/** The first number that differs, in words. */
const difference = (row: Row, made: Made, expected: readonly unknown[]): string | undefined => {
  const tolerance = toleranceOf(row)
  if (typeof made === 'function') {
    const count = expected.findIndex((value, i) => !(Math.abs(made(i) - Number(value)) <= tolerance * 0.1))
    return count < 0 ? undefined : `count ${count}: ${made(count)} in place of ${expected[count]}`
  }
  const actual = trajectory(row, made)
  for (const [step, numbers] of (expected as readonly (readonly number[])[]).entries()) {
    const apart = firstDifference(shapeLeaves('pair'), numbers, actual[step], tolerance, [1, 1, 1, 1, 1])
    if (apart !== undefined) return `step ${step}: ${apart}`
  }
  return undefined
}

describe('docs/migrating.md', () => {
  let made: readonly Made[] = []

  beforeAll(async () => {
    await tf.setBackend('cpu')
    made = await evaluate(rows.map(({ ours }) => ours))
  })

  afterAll(() => {
    rmSync(place, { recursive: true, force: true })
  })

  it('has the rows that the libraries have been asked about, and no others', () => {
    const asked = Object.entries(given).flatMap(([library, kinds]) =>
      Object.entries(kinds).flatMap(([kind, table]) =>
        Object.keys(table).map((theirs) => [library, kind, theirs].join(': ')),
      ),
    )
    const told = rows.filter(({ library }) => library !== 'TensorFlow.js')
    expect(new Set(told.map(({ library, kind, theirs }) => [library, kind, theirs].join(': ')))).toEqual(new Set(asked))
    expect(rows.length).toBeGreaterThan(90)
  })

  it.each(rows.map((row, i) => ({ ...row, i })))('$library: $theirs is $ours', ({ i, ...row }) => {
    const { library, kind, theirs } = row
    const expected = library === 'TensorFlow.js' ? tfjsTrajectory(row) : given[library][kind][theirs]
    expect(expected.length).toBe(kind === 'Schedules' ? 24 : steps)
    expect(difference(row, made[i], expected)).toBeUndefined()
  })

  it('would not agree with what is only nearly right', () => {
    const row = { library: 'Keras', kind: 'Optimizers', ours: '' }
    const { Keras } = given
    const nearly: readonly (readonly [string, AnyGradientTransformation])[] = [
      ['Adam(0.1)', adam(0.1, { eps: 1e-7 })],
      ['Adamax(0.1)', adamax(0.1, { eps: 1e-7 })],
      ['Nadam(0.1)', nadam(0.1, { eps: 1e-7 })],
      ['Lamb(0.1, weight_decay=0.01)', lamb(0.1, { eps: 1e-7, weightDecay: 0.01 })],
    ]
    for (const [theirs, ours] of nearly) {
      expect(difference({ ...row, theirs }, ours, Keras['Optimizers'][theirs])).toMatch(/^step \d+: /)
    }
  })
})
