/** From written equations to a transformation. @module */
import { fromDefinition } from '../define/fromDefinition.ts'
import { constant, extra, increment, input, slot, type Expr } from '../expr/index.ts'
import {
  counter,
  leafScalar,
  moment,
  scalar,
  type GradientTransformation,
  type Slot,
  type StateType,
} from '../rule/index.ts'
import { nameOfScope } from '../expr/intern.ts'
import { fansOf } from '../matrix/weightLayout.ts'
import { formulaOf } from './formulaOf.ts'
import { parseEquations } from './parse.ts'
import type { Equation, Syntax } from './syntax.ts'
import { syntaxError } from './tokens.ts'

const count = slot('count', 'uniform')

const given: Readonly<Record<string, Expr>> = {
  g: input('gradient'),
  u: input('update'),
  θ: input('param'),
  count,
  t: increment(count),
  value: extra('value'),
  ...fansOf('inOut'),
}

const updates = ['Δθ', "u'"]

/** What a slot may hold one number for, from the widest to the smallest. */
const extents = ['uniform', 'leaf', 'element'] as const

type Varying = (typeof extents)[number]

const namesIn = (syntax: Syntax): readonly string[] =>
  syntax.kind === 'name' ? [syntax.name] : syntax.kind === 'call' ? syntax.args.flatMap(namesIn) : []

/**
 * The names in equations that they do not define: those of hyperparameters.
 *
 * @throws OptfuseError `invalid-syntax`
 */
export const namesInEquations = (source: string): readonly string[] => {
  const equations = parseEquations(source)
  const defined = equations.flatMap(({ name }) => (name.endsWith("'") ? [name, name.slice(0, -1)] : [name]))
  const used = equations.flatMap(({ value }) => namesIn(value))
  return [...new Set(used)].filter((name) => !defined.includes(name) && !Object.hasOwn(given, name))
}

/**
 * The transformation that equations describe, for one element: what flows in is `u`, the gradient that entered the chain
 * `g`, the parameter `θ`, the step count `count`, which is 0 at first, `t` is `count + 1`, and `value` is the loss, given as an extra argument. `mu' = …` says what the
 * state `mu` is after the step, `mu0 = …` what it is before the first, 0 where nothing says so, and it is one number for the
 * tree, or for each leaf, where nothing in it differs between elements; `Δθ = …` or `u' = …` is
 * what flows out. `norm_leaf(x)` is the norm over the leaf, `norm_tree(x)` over the tree; likewise `rms_`, `sum_`, `sumOfSquares_`,
 * `max_` and `min_`. `normal(count)` are the numbers that `addNoise` draws, `orthogonalize(x)` is the leaf as the matrix that Muon makes of it, and `fanIn` and `fanOut` are how many
 * inputs and outputs it has, the last axis being the outputs. Any other name that an equation defines is short for its right side.
 *
 * @param names what else names stand for
 * @throws OptfuseError `invalid-syntax`, with the place
 * @example
 * const opt = equationsOf("v' = 0.5·v + g, Δθ = -0.1·v'")
 * opt.update({ w: 4 }, opt.init({ w: 0 }))[0] // { w: -0.4 }
 */
export const equationsOf = (
  source: string,
  names: Readonly<Record<string, Expr>> = {},
): GradientTransformation<StateType, 'params'> => {
  const equations = new Map<string, Equation>()
  for (const equation of parseEquations(source)) {
    const { name, at } = equation
    if (equations.has(name)) throw syntaxError(source, at, `${name} is defined twice.`)
    if (Object.hasOwn(given, name) || Object.hasOwn(names, name)) {
      throw syntaxError(source, at, `${name} has a meaning already.`)
    }
    equations.set(name, equation)
  }
  const slots = [...equations.keys()]
    .filter((name) => name.endsWith("'") && !updates.includes(name))
    .map((name) => name.slice(0, -1))
  const update = updates.find((name) => equations.has(name))
  if (update === undefined) throw syntaxError(source, source.length, 'no equation says what Δθ is.')

  const known = [...Object.keys(given), ...Object.keys(names), ...slots, ...equations.keys()]
  /** What each name stands for, where slots vary so. */
  const reader = (scopes: ReadonlyMap<string, Varying>): ((name: string) => Expr) => {
    const done = new Map<string, Expr>()
    const open = new Set<string>()
    const meaning = (name: string): Expr | undefined => {
      if (Object.hasOwn(names, name)) return names[name]
      if (Object.hasOwn(given, name)) return given[name]
      const scope = scopes.get(name)
      if (scope !== undefined) return slot(name, scope)
      return equations.has(name) ? defined(name) : undefined
    }
    const defined = (name: string): Expr => {
      const before = done.get(name)
      const equation = equations.get(name)
      if (before !== undefined || equation === undefined) return before ?? constant(0)
      if (open.has(name)) throw syntaxError(source, equation.at, `${name} is defined by itself.`)
      open.add(name)
      const value = formulaOf(equation.value, source, meaning, known)
      open.delete(name)
      done.set(name, value)
      return value
    }
    return defined
  }
  let scopes = new Map(slots.map((name): [string, Varying] => [name, 'uniform']))
  let defined = reader(scopes)
  const fits = (name: string, scope: Varying): boolean =>
    scope === 'element' ||
    (['uniform', scope].includes(nameOfScope(defined(`${name}'`).scope)) && defined(`${name}0`).kind === 'constant')
  while (![...scopes].every(([name, scope]) => fits(name, scope))) {
    scopes = new Map(
      [...scopes].map(([name, scope]): [string, Varying] => [
        name,
        fits(name, scope) ? scope : extents[extents.indexOf(scope) + 1],
      ]),
    )
    defined = reader(scopes)
  }
  const slotOf = (name: string): Slot => {
    const first = defined(`${name}0`)
    const scope = scopes.get(name)
    if (scope === 'element' || first.kind !== 'constant') return moment()
    return scope === 'leaf' ? leafScalar(first.value) : scalar(first.value)
  }

  const entries = <A>(value: (name: string) => A): Readonly<Record<string, A>> =>
    Object.fromEntries(slots.map((name) => [name, value(name)]))
  return fromDefinition({
    kind: 'rule',
    name: 'equations',
    spec: { name: 'equations', options: {} },
    slots: { count: counter(), ...entries(slotOf) },
    initial: { count: constant(0), ...entries((name) => defined(`${name}0`)) },
    update: defined(update),
    next: { count: increment(count), ...entries((name) => defined(`${name}'`)) },
  })
}
