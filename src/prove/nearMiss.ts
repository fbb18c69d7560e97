/** What keeps two transformations from being equal. @module */
import { fromDefinition } from '../define/fromDefinition.ts'
import { constant, type Expr } from '../expr/index.ts'
import { rewrite } from '../expr/rewrite.ts'
import { prove } from './prove.ts'
import type { AnyGradientTransformation, Definition, StateType } from '../rule/index.ts'

/** One thing to leave out of account. */
interface Change {
  readonly name: string
  readonly of: (definition: Definition) => Definition
}

const mapRules = (definition: Definition, change: (expr: Expr) => Expr): Definition => {
  if (definition.kind === 'chain') {
    return { ...definition, links: definition.links.map((link) => mapRules(link, change)) }
  }
  const mapped = (record: Readonly<Record<string, Expr>>): Readonly<Record<string, Expr>> =>
    Object.fromEntries(Object.entries(record).map(([name, expr]) => [name, rewrite([expr], change)[0]]))
  const { initial, next, update } = definition
  return { ...definition, initial: mapped(initial), next: mapped(next), update: rewrite([update], change)[0] }
}

const isEpsilon = (expr: Expr): boolean => expr.kind === 'hyper' && (expr.name === 'eps' || expr.name === 'epsRoot')

const withoutEpsilon: Change = {
  name: 'every epsilon taken as 0',
  of: (definition) => mapRules(definition, (expr) => (isEpsilon(expr) ? constant(0) : expr)),
}

const rates = ['scale', 'scaleByLearningRate']

const withoutRate: Change = {
  name: 'the learning rate left out',
  of: (definition) => {
    if (definition.kind === 'rule' || definition.names !== undefined) return definition
    const { links } = definition
    const last = links.at(-1)
    if (last === undefined) return definition
    if (last.kind === 'chain') return { ...definition, links: [...links.slice(0, -1), withoutRate.of(last)] }
    return rates.includes(last.name) ? { ...definition, links: links.slice(0, -1) } : definition
  },
}

const attempts: readonly (readonly Change[])[] = [[withoutEpsilon], [withoutRate], [withoutEpsilon, withoutRate]]

/**
 * What two transformations that differ have to leave out to be equal, such as `every epsilon taken as 0`; `undefined` when
 * that does not help.
 */
export const nearMiss = (left: AnyGradientTransformation, right: AnyGradientTransformation): string | undefined => {
  const found = attempts.find((changes) => {
    const [a, b] = [left, right].map(({ definition }) =>
      fromDefinition<StateType, never>(changes.reduce((before, { of }) => of(before), definition)),
    )
    return prove(a, b).verdict === 'proved'
  })
  return found?.map(({ name }) => name).join(' and ')
}
