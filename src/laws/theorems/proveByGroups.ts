/** Prove what holds of groups of steps. @module */
import { compose } from '../../compile/index.ts'
import { fromDefinition } from '../../define/fromDefinition.ts'
import { add, constant, div, input, type Expr } from '../../expr/index.ts'
import { symbolNode } from '../../expr/intern.ts'
import { postorder } from '../../expr/postorder.ts'
import { rewrite } from '../../expr/rewrite.ts'
import { OptfuseError } from '../../errors/OptfuseError.ts'
import type { HyperNode } from '../../expr/node.ts'
import { prove, type Proof } from '../../prove/index.ts'
import type { Definition, GradientTransformation, StateType } from '../../rule/index.ts'

type Program = ReturnType<typeof compose>

interface Travelled {
  readonly moved: Expr
  readonly state: ReadonlyMap<Expr, Expr>
}

const [gradient, param] = [input('gradient'), input('param')]

const isWhole = (node: Expr): boolean => node.kind === 'constant' && Number.isInteger(node.value)

const valueOf = (node: Expr): number => (node.kind === 'constant' ? node.value : NaN)

/** What whole numbers decide, decided: a count within a group is a number. A quotient stays, for it would be rounded. */
const decide = (node: Expr): Expr => {
  if (node.kind !== 'apply') return node
  if (node.operation.name === 'select') {
    const [condition, yes, no] = node.args
    if (condition.kind !== 'apply' || !condition.args.every(isWhole)) return node
    const [a, b = 0] = condition.args.map(valueOf)
    return condition.operation.evaluate(a, b, 0) === 0 ? no : yes
  }
  if (node.type !== 'number' || !node.args.every(isWhole)) return node
  const [a, b = 0, c = 0] = node.args.map(valueOf)
  const value = node.operation.evaluate(a, b, c)
  return Number.isInteger(value) && node.operation.name !== 'div' ? constant(value) : node
}

/** How the parameter moves in all, given these gradients one after another from a state given by formulas. */
const travel = ({ slots, update }: Program, gradients: readonly Expr[], start: ReadonlyMap<Expr, Expr>): Travelled => {
  let state = start
  let moved: Expr = constant(0)
  for (const each of gradients) {
    const [before, at] = [state, add(param, moved)]
    const now = rewrite([update, ...slots.map(({ after }) => after)], (node) => {
      if (node === gradient) return each
      if (node === param) return at
      if (node.kind === 'hyper' && node.symbol === undefined) return constant(node.value)
      return decide(before.get(node) ?? node)
    })
    const [step, ...next] = now
    moved = add(moved, step)
    state = new Map(slots.map((slot, i): [Expr, Expr] => [slot.before, next[i]]))
  }
  return { moved, state }
}

/** A transformation without a state that gives this update, to compare formulas by. */
const updating = (update: Expr): GradientTransformation<StateType, 'params'> =>
  fromDefinition({
    kind: 'rule',
    name: 'group',
    spec: { name: 'group', options: {} },
    slots: {},
    initial: {},
    update,
    next: {},
  })

/** Names for slots: that of the slot and how many slots of this name come before it, in both sides alike. */
const symbolsOf = ({ slots }: Program): ReadonlyMap<Expr, HyperNode> => {
  const seen = new Map<string, number>()
  return new Map(
    slots.map(({ before, name, kind }) => {
      const earlier = seen.get(name) ?? 0
      seen.set(name, earlier + 1)
      const range = kind === 'counter' ? { min: 0, integer: true } : {}
      return [before, symbolNode(earlier === 0 ? name : `${name} ${earlier + 1}`, range)] as const
    }),
  )
}

interface Group {
  /** How far the parameter goes. */
  readonly moved: Expr
  /** Each slot after the group, by its symbol, which stands for the slot before it. */
  readonly after: ReadonlyMap<HyperNode, Expr>
}

/**
 * What a transformation does in all with a group of gradients. Before the group its state may be anything, but for counts
 * that every group takes from 0 to 0: so what holds of one group holds of all.
 */
const groupOf = (definition: Definition, gradients: readonly Expr[]): Group => {
  const program = compose(definition)
  const roots = [program.update, ...program.slots.map(({ after }) => after)]
  if (postorder(roots).some(({ kind }) => kind === 'reduce' || kind === 'size' || kind === 'rank')) {
    throw new OptfuseError('invalid-rule', 'only rules that read one element at a time can be taken by groups.')
  }
  const zero = constant(0)
  const symbols = symbolsOf(program)
  const counters = program.slots
    .filter(({ kind }) => kind === 'counter')
    .map(({ before }): [Expr, Expr] => [before, zero])
  const fromZero = travel(program, gradients, new Map([...symbols, ...counters]))
  const returning = counters.filter(([before]) => fromZero.state.get(before) === zero)
  const { moved, state } = travel(program, gradients, new Map([...symbols, ...returning]))
  return {
    moved,
    after: new Map([...symbols].map(([before, symbol]) => [symbol, state.get(before) ?? before])),
  }
}

/** The symbols that a formula reads, also by what becomes of them. */
const readBy = ({ moved, after }: Group): ReadonlySet<HyperNode> => {
  const read = new Set<HyperNode>()
  const visit = (formula: Expr): void => {
    for (const node of postorder([formula])) {
      if (node.kind !== 'hyper' || read.has(node)) continue
      const next = after.get(node)
      if (next === undefined) continue
      read.add(node)
      visit(next)
    }
  }
  visit(moved)
  return read
}

/**
 * Prove that a transformation that takes so many gradients one after another moves the parameter as far as another that
 * takes their mean once, and leaves all that the other reads of its state as the other does; the states of both are
 * matched by name.
 *
 * @throws OptfuseError `invalid-rule` for a rule that reads more than one element
 */
export const proveByGroups = (left: Definition, right: Definition, size: number): Proof => {
  const gradients = Array.from({ length: size }, (_, i): Expr => symbolNode(`g${i + 1}`, {}))
  const mean = div(add(constant(0), ...gradients), size)
  const [many, one] = [groupOf(left, gradients), groupOf(right, [mean])]
  const moved = prove(updating(many.moved), updating(one.moved))
  const states = [...readBy(one)].map((symbol) =>
    prove(updating(many.after.get(symbol) ?? symbol), updating(one.after.get(symbol) ?? symbol)),
  )
  return [moved, ...states].find(({ verdict }) => verdict !== 'proved') ?? moved
}
