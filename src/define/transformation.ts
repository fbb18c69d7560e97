/** Write a gradient transformation as a rule for one number. @module */
import { named } from '../errors/named.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import {
  constant,
  extra,
  hyper,
  increment,
  input,
  member,
  scheduled,
  slot,
  type Expr,
  type Operand,
} from '../expr/index.ts'
import { isExpr, lift } from '../expr/operand.ts'
import { isSymbolicNumber } from '../expr/symbolic.ts'
import type { CountFunction, Descriptor, Given, Resolved, Schema } from '../options/descriptor.ts'
import { readOptions } from '../options/readOptions.ts'
import type { Mask } from '../pytree/index.ts'
import {
  maskSet,
  slotNode,
  type GradientTransformation,
  type Need,
  type Slots,
  type SlotsState,
} from '../rule/index.ts'
import { fromDefinition } from './fromDefinition.ts'

/**
 * An option as the rule sees it: a number, fixed or scheduled, and a schedule are expressions, and a mask is whether the
 * leaf is in it.
 */
export type RuleOption<D> = D extends { readonly kind: 'number' | 'schedule' | 'mask' }
  ? Expr
  : D extends { readonly kind: 'nullable'; readonly inner: infer I }
    ? RuleOption<I> | null
    : D extends Descriptor
      ? Resolved<{ readonly value: D }>['value']
      : never

/** The options as the rule sees them. Of one that may be any there is nothing to know; it stands for one that is none. */
export type RuleOptions<S> = { readonly [K in keyof S]: Descriptor extends S[K] ? never : RuleOption<S[K]> }

/**
 * What a rule reads: what flows in, what entered the chain around it, its slots before the step, the extra arguments it
 * needs, and, as `param`, the parameter if it needs `'params'`.
 */
export type RuleInputs<T extends Slots, N extends Need = never> = {
  readonly update: Expr
  readonly gradient: Expr
} & { readonly [K in keyof T]: Expr } & { readonly [K in N as K extends 'params' ? 'param' : K]: Expr }

type CounterKeys<T> = { [K in keyof T]: T[K] extends { readonly kind: 'counter' } ? K : never }[keyof T]

/** What a rule gives: what flows out, and each slot after the step. A counter left out goes up by one. */
export type RuleOutputs<T extends Slots> = { readonly update: Operand } & {
  readonly [K in Exclude<keyof T, CounterKeys<T>>]: Operand
} & { readonly [K in CounterKeys<T>]?: Operand }

/** A gradient transformation written as a rule. */
export interface Declaration<S extends Schema, T extends Slots, N extends Need> {
  /** The public name, as in specs and error messages. */
  readonly name: string
  readonly options: S
  readonly state: T
  /**
   * `'params'` when the rule reads the parameter, and the names of the extra arguments it reads, such as `'value'` for the
   * loss, so that the compiler asks callers for them.
   */
  readonly needs?: readonly N[]
  /** What flows out and each slot after the step, as expressions; called once, when the factory is. */
  readonly rule: (inputs: RuleInputs<T, N>, options: RuleOptions<S>) => RuleOutputs<T>
}

/** A function that makes a transformation from its options, and what is known about them. */
export interface Factory<A extends readonly unknown[], R, S extends Schema = Schema> {
  (...args: A): R
  /** The public name, as in specs. */
  readonly factoryName: string
  readonly schema: S
  /** Whether `update` needs the parameters. */
  readonly needsParams: boolean
  /** Make it from one record of options, every one under its own name. */
  readonly fromOptions: (options: Readonly<Record<string, unknown>>) => R
}

const count = slot('count', 'uniform')

const isMask = (descriptor: Descriptor): boolean =>
  descriptor.kind === 'nullable' ? isMask(descriptor.inner) : descriptor.kind === 'mask'

const ruleOption = (name: string, key: string, descriptor: Descriptor, value: unknown, hasCount: boolean): unknown => {
  if (typeof value === 'number') return hyper(key, value)
  if (isSymbolicNumber(value)) return value.formulaAt(hasCount ? count : undefined, `option ${key} of ${name}`)
  // The schema lets only masks through.
  if (value !== null && isMask(descriptor)) return member(maskSet(name, value as Mask))
  if (typeof value !== 'function') return value
  if (!hasCount) {
    throw new OptfuseError(
      'invalid-rule',
      `option ${key} follows a schedule, which needs a count: declare "count: counter()" among the slots.`,
      { transformation: name },
    )
  }
  // The schema lets only functions of the count through; a result that is no number is refused when it comes.
  return scheduled(key, value as CountFunction, count)
}

const flowing = { update: input('update'), gradient: input('gradient'), param: input('param') }

/**
 * Declare a gradient transformation: options, state, and the update rule for one element. From this one description the
 * library derives the pure functions over trees, the fused kernels, the printed formula and the spec.
 *
 * @param positional turns the factory's arguments into the record of options
 * @returns the factory
 * @throws OptfuseError `invalid-rule` for a rule that does not fit its slots; the factory throws `unknown-option` and
 *   `invalid-option`
 * @example
 * const options = { decay: hyperparameter(0.9) }
 * const signedMomentum = transformation(
 *   {
 *     name: 'signedMomentum',
 *     options,
 *     state: { count: counter(), mu: moment() },
 *     rule: ({ update, mu }, { decay }) => {
 *       const next = movingAverage(decay, mu, update)
 *       return { update: sign(next), mu: next }
 *     },
 *   },
 *   (given: Given<typeof options> = {}) => given,
 * )
 * const opt = chain(signedMomentum({ decay: 0.8 }), scale(-0.1))
 * opt.update({ w: 3 }, opt.init({ w: 0 }))[0] // { w: -0.1 }
 */
export const transformation = <
  S extends Schema,
  T extends Slots,
  A extends readonly unknown[],
  const N extends Need = never,
>(
  declaration: Declaration<S, T, N>,
  positional: (...args: A) => NoInfer<Given<S>>,
): Factory<A, GradientTransformation<SlotsState<T>, N>, S> => {
  const { name, options: schema, state: slots, needs = [], rule } = declaration
  const place = { transformation: name }
  const refuse = (what: string): never => {
    throw new OptfuseError('invalid-rule', what, place)
  }
  const names = Object.keys(slots)
  const extras = needs.filter((each) => each !== 'params')
  const clash = [...names, ...extras].find((each) => Object.hasOwn(flowing, each))
  if (clash !== undefined) refuse(`a slot cannot be called ${clash}; that is an input of every rule.`)
  const twice = extras.find((each) => names.includes(each))
  if (twice !== undefined) refuse(`${twice} is both a slot and an extra argument; rename one of them.`)

  const make = (given: Given<S>): GradientTransformation<SlotsState<T>, N> => {
    const resolved = readOptions(name, schema, given)
    const entries = Object.entries(resolved)
    const hasCount = slots['count']?.kind === 'counter'
    const asExpressions = Object.fromEntries(
      entries.map(([key, value]) => [key, ruleOption(name, key, schema[key], value, hasCount)]),
    )
    const inputs = {
      ...flowing,
      ...Object.fromEntries(names.map((each) => [each, slotNode(each, slots[each])])),
      ...Object.fromEntries(extras.map((each) => [each, extra(each)])),
    }
    const outputs = named(place, (): Readonly<Record<string, Operand | undefined>> =>
      // The records hold exactly the keys that the schema and the slots list. A rule in JavaScript may return nothing.
      Object(rule(inputs as RuleInputs<T, N>, asExpressions as RuleOptions<S>)),
    )
    const stray = Object.keys(outputs).find((key) => key !== 'update' && !names.includes(key))
    if (stray !== undefined) refuse(`the rule returns ${stray}, which is not among its slots.`)

    const output = (key: string): Expr => {
      const value = outputs[key] ?? (slots[key]?.kind === 'counter' ? increment(slot(key, 'uniform')) : undefined)
      if (value === undefined) return refuse(`the rule must return ${key}.`)
      const expr = named(place, () => lift(value, key))
      const type = Object.hasOwn(slots, key) ? slotNode(key, slots[key]).type : 'number'
      return expr.type === type ? expr : refuse(`the rule must return a ${type} as ${key}, got a ${expr.type}.`)
    }
    const initial = (key: string): Expr => {
      const each = slots[key]
      const first = 'initial' in each ? each.initial : 0
      if (typeof first === 'number') return constant(first)
      const option = first === 'param' ? inputs.param : asExpressions[first]
      return isExpr(option) ? option : refuse(`slot ${key} starts at option ${first}, which is not a number.`)
    }
    return fromDefinition({
      kind: 'rule',
      name,
      spec: { name, options: resolved },
      slots,
      initial: Object.fromEntries(names.map((each) => [each, initial(each)])),
      update: output('update'),
      next: Object.fromEntries(names.map((each) => [each, output(each)])),
    })
  }

  return Object.assign((...args: A) => make(positional(...args)), {
    factoryName: name,
    schema,
    needsParams: needs.length > extras.length,
    // `readOptions` checks the record, so an unchecked one from a spec is safe here.
    fromOptions: (options: Readonly<Record<string, unknown>>) => make(options as Given<S>),
  })
}
