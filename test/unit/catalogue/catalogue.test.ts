import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src/catalogue/catalogue.ts'
import { scheduleCatalogue } from '../../../src/catalogue/schedules.ts'
import { compose } from '../../../src/compile/index.ts'
import { chain } from '../../../src/chain/chain.ts'
import { fromDefinition } from '../../../src/define/fromDefinition.ts'
import { tensor } from '../../../src/pytree/index.ts'
import type { AnyGradientTransformation, StateType } from '../../../src/rule/index.ts'

const cases = catalogue.flatMap((row) =>
  row.examples.map((options, i) => ({ ...row, options, title: `${row.make.factoryName}, example ${i}` })),
)

/** A tree of a scalar, a vector and a matrix, filled from numbers between -1 and 1. */
const makeTree = (next: () => number) => {
  const fill = (size: number) => Float64Array.from({ length: size }, next)
  return { scalar: next(), vector: fill(3), matrix: tensor(fill(6), [2, 3]) }
}
type Tree = ReturnType<typeof makeTree>

const numbers = (seed: number) => {
  let state = seed
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
}
const steps = 12
const params = makeTree(numbers(7))
const gradientsFrom = (seed: number): readonly Tree[] => {
  const next = numbers(seed)
  return Array.from({ length: steps }, () => makeTree(next))
}
const elements = ({ scalar, vector, matrix }: Tree) => [scalar, ...vector, ...matrix.data]
const combine = (a: number, x: Tree, b: number, y: Tree): Tree => {
  const flat = elements(y)
  const values = elements(x).map((each, i) => a * each + b * flat[i])
  return makeTree(() => values.shift() ?? NaN)
}

const updatesOf = (transformation: AnyGradientTransformation, gradients: readonly Tree[]): readonly number[][] => {
  const opt = fromDefinition<StateType, never>(transformation.definition)
  let state = opt.init(params)
  return gradients.map((gradient, i) => {
    const [updates, next] = opt.update(gradient, state, params, { value: 2 - i })
    state = next
    return elements(updates)
  })
}

const expectClose = (actual: readonly number[][], expected: readonly number[][]) => {
  actual.forEach((row, step) => row.forEach((value, i) => expect(value).toBeCloseTo(expected[step][i], 9)))
}

const g = gradientsFrom(1)
const h = gradientsFrom(2)

describe('the catalogue', () => {
  it('lists every name once, transformations, optimizers and wrappers, each in the order of their names', () => {
    const names = (kind: string) => catalogue.filter((row) => row.kind === kind).map((row) => row.make.factoryName)
    const ordered = [
      ...names('transformation').toSorted(),
      ...names('optimizer').toSorted(),
      ...names('wrapper').toSorted(),
    ]
    expect(catalogue.map((row) => row.make.factoryName)).toEqual(ordered)
    expect(new Set(ordered).size).toBe(ordered.length)
  })

  it.each(cases.filter(({ kind }) => kind !== 'wrapper'))(
    '$title: needs the parameters exactly when its formulas read them',
    ({ make, options }) => {
      const { definition } = make.fromOptions(options)
      expect(make.needsParams).toBe(compose(definition).needsParams !== undefined)
    },
  )

  it.each(cases)('$title: knows its name and options', ({ make, options }) => {
    const { spec } = make.fromOptions(options).definition
    expect(spec?.name).toBe(make.factoryName)
    expect(Object.keys(spec?.options ?? {})).toEqual(Object.keys(make.schema))
  })

  it.each(cases)('$title: gives finite updates for finite gradients', ({ make, options }) => {
    expect(updatesOf(make.fromOptions(options), g).flat().every(Number.isFinite)).toBe(true)
  })
})

describe('the laws that the catalogue claims', () => {
  const claiming = (law: string) => cases.filter(({ laws = [] }) => laws.some((each) => each === law))

  it.each(claiming('linear'))('$title is linear', ({ make, options }) => {
    const [forG, forH] = [updatesOf(make.fromOptions(options), g), updatesOf(make.fromOptions(options), h)]
    const mixed = g.map((each, i) => combine(2, each, -3, h[i]))
    expectClose(
      updatesOf(make.fromOptions(options), mixed),
      forG.map((row, step) => row.map((value, i) => 2 * value - 3 * forH[step][i])),
    )
  })

  it.each(claiming('odd'))('$title is odd', ({ make, options }) => {
    const negative = g.map((each) => combine(-1, each, 0, each))
    expectClose(
      updatesOf(make.fromOptions(options), negative),
      updatesOf(make.fromOptions(options), g).map((row) => row.map((value) => -value)),
    )
  })

  it.each(claiming('idempotent'))('$title is idempotent', ({ make, options }) => {
    const once = make.fromOptions(options)
    expectClose(updatesOf(chain(once, make.fromOptions(options)), g), updatesOf(once, g))
  })
})

describe('the catalogue of schedules', () => {
  it('lists every schedule of its folder once, in the order of their names', () => {
    const names = readdirSync(new URL('../../../src/schedules', import.meta.url)).map((file) => file.slice(0, -3))
    const schedules = names.filter((name) => /Schedules?$|Decay$/.test(name) && name !== 'defineSchedule')
    expect(scheduleCatalogue.map(({ make }) => make.factoryName)).toEqual(schedules.toSorted())
  })

  it.each(
    scheduleCatalogue.flatMap(({ make, examples }) =>
      examples.map((options, i) => ({ make, options, title: `${make.factoryName}, example ${i}` })),
    ),
  )('$title gives finite numbers and knows its spec', ({ make, options }) => {
    const schedule = make.fromOptions(options)
    for (let count = 0; count < 30; count++) expect(schedule(count)).toSatisfy(Number.isFinite)
    expect(schedule.spec?.name).toBe(make.factoryName)
  })
})
