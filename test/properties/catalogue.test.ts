import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../src/catalogue/catalogue.ts'
import type { AnyFactory, Law } from '../../src/catalogue/catalogueRow.ts'
import { chain } from '../../src/chain/chain.ts'
import { anyExample, anyParams, anySpecOf, checkLaws } from '../../src/laws/index.ts'
import { treeAdd, treeScale } from '../../src/pytree/index.ts'
import { fromSpec, type OptionSpec } from '../../src/spec/index.ts'
import { distance, largest } from './numbersOf.ts'
import { refusesShapes } from './refusesShapes.ts'
import { runs, seed, seeded, settings } from './settings.ts'
import { updatesOf } from './steps.ts'

const rows = catalogue.map((row) => ({ name: row.make.factoryName, ...row }))

describe(seeded('every universal law holds, for any options, of'), () => {
  it.each(rows)('$name', ({ make }) => {
    checkLaws(make, { seed, runs: runs(8) })
  })
})

/** Examples in float64 and of moderate size, where rounding stays small. */
const examples = anyExample({ params: anyParams({ numbers: 'moderate', dtype: 'float64' }), gradients: 'moderate' })

/** Schedules whose values are within the range of every option. */
const schedules: fc.Arbitrary<OptionSpec> = fc
  .double({ min: 0.01, max: 0.99, noNaN: true })
  .map((value) => ({ constantSchedule: { value } }))

const factor = fc.double({ min: -3, max: 3, noNaN: true })

/** Whether two runs give the same updates but for rounding, which is relative to the largest number in sight. */
const expectClose = (actual: readonly unknown[], expected: readonly unknown[], inSight: readonly unknown[]): void => {
  const tolerance = 1e-300 + 1e-9 * largest(...actual, ...expected, ...inSight)
  actual.forEach((updates, i) => expect(distance(updates, expected[i])).toBeLessThanOrEqual(tolerance))
}

const checks: Readonly<Record<Law, (make: AnyFactory) => void>> = {
  odd: (make) =>
    fc.assert(
      fc.property(anySpecOf(make, { schedules }), examples, (spec, { params, gradients }) => {
        const opt = fromSpec(spec)
        fc.pre(!refusesShapes(opt, params))
        const updates = updatesOf(opt, params, gradients)
        const mirrored = updatesOf(
          opt,
          params,
          gradients.map((gradient) => treeScale(-1, gradient)),
        )
        expectClose(
          mirrored,
          updates.map((each) => treeScale(-1, each)),
          [],
        )
      }),
      settings(8),
    ),
  linear: (make) =>
    fc.assert(
      fc.property(anySpecOf(make, { schedules }), examples, factor, factor, (spec, { params, gradients }, a, b) => {
        const opt = fromSpec(spec)
        fc.pre(!refusesShapes(opt, params))
        const others = gradients.toReversed()
        const combined = gradients.map((g, i) => treeAdd(treeScale(a, g), treeScale(b, others[i])))
        const [forG, forH] = [updatesOf(opt, params, gradients), updatesOf(opt, params, others)]
        expectClose(
          updatesOf(opt, params, combined),
          forG.map((u, i) => treeAdd(treeScale(a, u), treeScale(b, forH[i]))),
          [...forG, ...forH],
        )
      }),
      settings(8),
    ),
  idempotent: (make) =>
    fc.assert(
      fc.property(anySpecOf(make, { schedules }), examples, (spec, { params, gradients }) => {
        const opt = fromSpec(spec)
        fc.pre(!refusesShapes(opt, params))
        expectClose(updatesOf(chain(opt, opt), params, gradients), updatesOf(opt, params, gradients), gradients)
      }),
      settings(8),
    ),
}

const claims = rows.flatMap(({ name, make, laws = [] }) => laws.map((law) => ({ name, make, law })))

describe(seeded('what the catalogue claims holds for any options'), () => {
  it.each(claims)('$name is $law', ({ make, law }) => {
    checks[law](make)
  })
})
