/** Treat all leaves as one vector. @module */
import { wrapper } from '../define/wrapper.ts'
import { constant, mul, size, square, whole, type Axes, type Expr, type WholeFunction } from '../expr/index.ts'
import { reduce } from '../expr/intern.ts'
import { rewrite } from '../expr/rewrite.ts'
import { inner } from '../options/choices.ts'
import { dtypeOf, newFloatArray } from '../pytree/floatArray.ts'
import {
  definitionOf,
  moment,
  type AnyGradientTransformation,
  type Definition,
  type GradientTransformation,
  type NeedsOf,
  type RuleDefinition,
  type Slot,
  type StateOf,
  type StateType,
  type StateTypeOf,
} from '../rule/index.ts'

interface Flattened<Inner> {
  /** That of the transformation, with trees like the parameters. */
  readonly innerState: Inner
}

/** The state of a flattened transformation. */
export interface FlattenState<S extends StateType> extends StateType {
  readonly state: Flattened<StateOf<S, this['params']>>
}

/** Whether a choice of axes, given the one axis of a vector, reduces it. */
const reducesVector = (axes: Axes): boolean => axes.of([2]).length > 0

/** A function of whole leaves, of all leaves end to end. */
const overTree = ({ name, over, compute, of }: WholeFunction): Pick<WholeFunction, 'of'> => ({
  of:
    over === 'tree'
      ? of
      : whole({
          name,
          over: 'tree',
          compute: (leaves, fast) => {
            const inOrder = leaves.toSorted((a, b) => a.index - b.index)
            const count = inOrder.reduce((sum, { elements }) => sum + elements.length, 0)
            const widest = inOrder.find(({ elements }) => dtypeOf(elements) === 'float64') ?? inOrder[0]
            const joined = newFloatArray(dtypeOf(widest.elements), count)
            let at = 0
            for (const { elements } of inOrder) {
              joined.set(elements, at)
              at += elements.length
            }
            compute([{ ...inOrder[0], shape: [count], elements: joined }], fast)
            at = 0
            for (const { elements } of inOrder) {
              elements.set(joined.subarray(at, at + elements.length))
              at += elements.length
            }
          },
        }),
})

/** What an expression over leaves means where the whole tree is one leaf, a vector. */
const overVector = (expr: Expr): Expr => {
  if (expr.kind === 'rank') return constant(1)
  if (expr.kind === 'whole') return overTree(expr.whole).of(expr.args[0])
  if (expr.kind !== 'reduce' && expr.kind !== 'size') return expr
  const { over } = expr
  if (over === 'tree') return expr
  const isAll = over === 'leaf' || reducesVector(over)
  if (expr.kind === 'size') return isAll ? size('tree') : constant(1)
  if (isAll) return reduce(expr.reduction, 'tree', expr.args)
  // Each element is a slice of its own.
  const [a, b] = expr.args
  const { prepare } = expr.reduction
  return prepare === 'identity' ? a : prepare === 'square' ? square(a) : mul(a, b)
}

/** What is kept for each slice is kept for each element where those are the slices of a vector. */
const flattenSlot = (slot: Slot): Slot =>
  slot.kind === 'reducedMoment' && !reducesVector(slot.over) ? moment(slot.initial) : slot

const flattenRule = (rule: RuleDefinition): RuleDefinition => {
  const names = Object.keys(rule.next)
  const gates = rule.gate === undefined ? [] : [rule.gate]
  const [update, ...rest] = rewrite([rule.update, ...names.map((name) => rule.next[name]), ...gates], overVector)
  return {
    ...rule,
    slots: Object.fromEntries(Object.entries(rule.slots).map(([name, slot]) => [name, flattenSlot(slot)])),
    update,
    next: Object.fromEntries(names.map((name, i) => [name, rest[i]])),
    ...(rule.gate === undefined ? {} : { gate: rest[names.length] }),
  }
}

const flattenDefinition = (definition: Definition): Definition =>
  definition.kind === 'rule'
    ? flattenRule(definition)
    : { ...definition, links: definition.links.map(flattenDefinition) }

/**
 * Apply a transformation as if all leaves were one vector: what it measures over a leaf, it measures over the tree.
 *
 * The norm, mean or size of a leaf becomes that of the tree, a leaf has one axis, and reductions along axes run over the
 * whole vector or over nothing; what is kept for each slice of a leaf is then one number, or one for each element. What is computed
 * element by element stays as it is. Elsewhere `flatten` makes many small
 * leaves fast; here they are anyway, and nothing is copied: only the formulas change. The state keeps the structure of the
 * parameters, and each leaf its dtype.
 *
 * @param wrapped the transformation
 * @throws OptfuseError `shape-mismatch` for a choice of axes that a vector does not have
 * @example
 * const opt = flatten(clipByBlockRms(2.5))
 * const gradients = { w: 7, b: 1 }
 * const [updates] = opt.update(gradients, opt.init({ w: 0, b: 0 }))
 * updates // { w: 3.5, b: 0.5 }
 */
export const flatten = wrapper(
  {
    name: 'flatten',
    options: { inner: inner() },
    define: ({ inner: wrapped }) => ({
      names: ['innerState'],
      links: [flattenDefinition(definitionOf(wrapped, 'flatten', 'its argument'))],
    }),
  },
  (make) =>
    <T extends AnyGradientTransformation>(
      wrapped: T,
    ): GradientTransformation<FlattenState<StateTypeOf<T>>, NeedsOf<T>> =>
      make({ inner: wrapped }),
)
