/** Plans that are made once, for whichever engines and runs use them. @module */
import { flatten, type Dtype } from '../pytree/index.ts'
import { tryFlattenLike } from '../pytree/tryFlattenLike.ts'
import type { Program } from './compose.ts'
import { planFor, type Plan, type PlanForm } from './plan.ts'

/** How many plans a program remembers. */
const PLANS_KEPT = 8

/** Bytes left for tables in a full memory. */
const TABLES = 2 ** 22

const capacityOf =
  (limit: number) =>
  (streamCount: number): Readonly<Record<Dtype, number>> => {
    const room = Math.max(0, limit > TABLES * 4 ? limit - TABLES : limit * 0.75)
    const elements = (width: number): number => Math.floor(room / (streamCount * width))
    return { float32: elements(4), float64: elements(8) }
  }

interface Made {
  readonly plan: Plan
  readonly form: PlanForm
  readonly limit: number
}

const plans = new WeakMap<Program, Made[]>()

/**
 * The plan of a program for trees like this one.
 *
 * @param limit the most bytes one memory may have
 */
export const planLike = (program: Program, tree: unknown, form: PlanForm, limit: number): Plan => {
  const known = plans.get(program) ?? []
  const found = known.find(
    (made) => made.form === form && made.limit === limit && tryFlattenLike(made.plan.def, tree) !== undefined,
  )
  if (found !== undefined) return found.plan
  const plan = planFor(program, flatten(tree).def, form, capacityOf(limit))
  plans.set(program, [{ plan, form, limit }, ...known].slice(0, PLANS_KEPT))
  return plan
}
