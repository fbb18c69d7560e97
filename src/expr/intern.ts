/** Hash-consing: one object per distinct expression. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { NumberRange } from '../options/number.ts'
import type { Axes } from './axes.ts'
import type { LeafSet } from './leafSet.ts'
import type {
  ApplyNode,
  ConstantNode,
  Expr,
  Extent,
  ExtraNode,
  HyperNode,
  InputNode,
  MemberNode,
  RankNode,
  ReduceNode,
  ScheduledNode,
  Scope,
  SizeNode,
  SlotNode,
  WholeNode,
} from './node.ts'
import type { Operation, ValueType } from './operation.ts'
import type { Reduction } from './reduction.ts'
import type { WholeFunction } from './wholeFunction.ts'

/** Nodes by key, held weakly: an expression nobody holds any more leaves the table. */
const table = new Map<string, WeakRef<Expr>>()
const cleaner = new FinalizationRegistry<string>((key) => {
  if (table.get(key)?.deref() === undefined) table.delete(key)
})
/** Numbers for what is the same only if it is one object: schedules and sets of leaves. */
const identities = new WeakMap<object, number>()
let nextId = 0
let nextIdentity = 0

const identityOf = (value: object): number => {
  const known = identities.get(value)
  if (known !== undefined) return known
  identities.set(value, ++nextIdentity)
  return nextIdentity
}

/** What JavaScript's own operators meet: without it they would make NaN of an expression. */
const toPrimitive: PropertyDescriptor = {
  value: (): never => {
    throw new OptfuseError('invalid-rule', 'an expression is no number: write add(a, b), not a + b.')
  },
}

const intern = <N extends Expr>(key: string, make: (id: number) => N): N => {
  const known = table.get(key)?.deref()
  // A key spells out the kind and all the fields, so the node found under it is an N.
  if (known !== undefined) return known as N
  const node = Object.defineProperty(make(nextId++), Symbol.toPrimitive, toPrimitive)
  table.set(key, new WeakRef(node))
  cleaner.register(node, key)
  return node
}

const isAxes = (scope: Scope | Extent): scope is Axes => typeof scope === 'object'

/** The name of a scope or extent. */
export const nameOfScope = (scope: Scope | Extent): string => (isAxes(scope) ? scope.name : scope)

/** The narrowest scope in which all of the given ones can be read. */
export const joinScopes = (scopes: readonly Scope[]): Scope =>
  scopes.reduce((a, b) => {
    if (a === 'uniform' || a === b) return b
    if (b === 'uniform') return a
    if (a === 'leaf' && isAxes(b)) return b
    if (b === 'leaf' && isAxes(a)) return a
    return isAxes(a) && isAxes(b) && a.name === b.name ? a : 'element'
  }, 'uniform' as Scope)

/** A literal number. */
export const constant = (value: number): ConstantNode =>
  intern(`constant ${Object.is(value, -0) ? '-0' : value}`, (id) => ({
    kind: 'constant',
    id,
    scope: 'uniform',
    type: 'number',
    value,
  }))

/** A named number fixed when the transformation was made. */
export const hyper = (name: string, value: number): HyperNode =>
  intern(`hyper ${name} ${Object.is(value, -0) ? '-0' : value}`, (id) => ({
    kind: 'hyper',
    id,
    scope: 'uniform',
    type: 'number',
    name,
    value,
    symbol: undefined,
  }))

/** A name that stands for every number of a range. Symbols of one name and range are one. */
export const symbolNode = (name: string, range: NumberRange): HyperNode => {
  const { min = -Infinity, max = Infinity, open = [false, false], integer = false } = range
  return intern(`symbol ${min} ${max} ${open.join()} ${integer} ${name}`, (id) => ({
    kind: 'hyper',
    id,
    scope: 'uniform',
    type: 'number',
    name,
    value: NaN,
    symbol: { min, max, open, integer },
  }))
}

/** A named number that follows a schedule of `count`. */
export const scheduled = (name: string, schedule: (count: number) => number, count: Expr): ScheduledNode =>
  intern(`scheduled ${name} ${identityOf(schedule)} ${count.id}`, (id) => ({
    kind: 'scheduled',
    id,
    scope: count.scope,
    type: 'number',
    name,
    schedule,
    count,
  }))

/** One of the values that flow through an update. */
export const input = (name: InputNode['name']): InputNode =>
  intern(`input ${name}`, (id) => ({ kind: 'input', id, scope: 'element', type: 'number', name }))

/** An extra argument of the step, such as `value`, the loss: one number for the whole tree. */
export const extra = (name: string): ExtraNode =>
  intern(`extra ${name}`, (id) => ({ kind: 'extra', id, scope: 'uniform', type: 'number', name }))

/** A state slot before the step. */
export const slot = (name: string, scope: Scope, owner = -1, type: ValueType = 'number'): SlotNode =>
  intern(`slot ${owner} ${type} ${nameOfScope(scope)} ${name}`, (id) => ({
    kind: 'slot',
    id,
    scope,
    type,
    name,
    owner,
  }))

/** How many elements the tree, or those of its leaves for which `within` holds, the leaf, or a slice of the leaf has. */
export const size = (over: Extent, within?: Expr): SizeNode =>
  intern(`size ${nameOfScope(over)} ${within?.id ?? ''}`, (id) => ({
    kind: 'size',
    id,
    scope: over === 'tree' ? 'uniform' : 'leaf',
    type: 'number',
    over,
    ...(within === undefined ? {} : { within }),
  }))

/** How many axes the leaf has: 0 for a scalar. */
export const rank = (): RankNode => intern('rank', (id) => ({ kind: 'rank', id, scope: 'leaf', type: 'number' }))

/** Whether the leaf is in a set of leaves. */
export const member = (set: LeafSet): MemberNode =>
  intern(`member ${identityOf(set)}`, (id) => ({ kind: 'member', id, scope: 'leaf', type: 'boolean', set }))

const idsOf = (args: readonly Expr[]): string => {
  let ids = ''
  for (const { id } of args) ids += ` ${id}`
  return ids
}

/** An operation applied to arguments. */
export const apply = (operation: Operation, args: readonly Expr[]): ApplyNode =>
  intern(`apply ${operation.name}${idsOf(args)}`, (id) => ({
    kind: 'apply',
    id,
    scope: joinScopes(args.map((arg) => arg.scope)),
    type: operation.resultType,
    operation,
    args,
  }))

/** A reduction of element values over an extent. */
export const reduce = (reduction: Reduction, over: Extent, args: readonly Expr[]): ReduceNode =>
  intern(`reduce ${reduction.name} ${nameOfScope(over)}${idsOf(args)}`, (id) => ({
    kind: 'reduce',
    id,
    scope: over === 'tree' ? 'uniform' : over,
    type: 'number',
    reduction,
    over,
    args,
  }))

/** A function of whole leaves applied to an argument. */
export const wholeNode = (whole: WholeFunction, arg: Expr): WholeNode =>
  intern(`whole ${whole.over} ${whole.name} ${arg.id}`, (id) => ({
    kind: 'whole',
    id,
    scope: 'element',
    type: 'number',
    whole,
    over: whole.over,
    args: [arg],
  }))
