/** Prove what holds of groups of any number of steps. @module */
import { compose } from '../../compile/index.ts'
import { fromDefinition } from '../../define/fromDefinition.ts'
import { OptfuseError } from '../../errors/OptfuseError.ts'
import { add, constant, greaterOrEqual, input, mul, sub, type Expr } from '../../expr/index.ts'
import { symbolNode } from '../../expr/intern.ts'
import type { HyperNode } from '../../expr/node.ts'
import { postorder } from '../../expr/postorder.ts'
import { rewrite } from '../../expr/rewrite.ts'
import { createBudget } from '../../prove/budget.ts'
import { prove, type Proof } from '../../prove/index.ts'
import { findInvariant } from '../../prove/induction.ts'
import { isNonNegative } from '../../prove/interval.ts'
import { joinPrograms } from '../../prove/joint.ts'
import type { Definition, GradientTransformation, StateType } from '../../rule/index.ts'

type Program = ReturnType<typeof compose>

/** A formula for each slot, by the node that stands for it before the step. */
type State = ReadonlyMap<Expr, Expr>

const [gradient, zero, one] = [input('gradient'), constant(0), constant(1)]

/** How many gradients of a group came before, and their sum, somewhere in the midst of it; in the end the mean of all. */
const [before, sum, mean] = [symbolNode('j', { min: 1, integer: true }), symbolNode('sum', {}), symbolNode('mean', {})]

interface Step {
  /** How far the parameter goes. */
  readonly moved: Expr
  readonly state: State
}

/** One step with a gradient, from a state. */
const stepOf = ({ slots, update }: Program, given: Expr, state: State): Step => {
  const [moved, ...next] = rewrite([update, ...slots.map(({ after }) => after)], (node) =>
    node === gradient ? given : (state.get(node) ?? node),
  )
  return { moved, state: new Map(slots.map((slot, i): [Expr, Expr] => [slot.before, next[i]])) }
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

const compare = (left: Expr, right: Expr, given: readonly Expr[] = []): Proof =>
  prove(updating(left), updating(right), given.length === 0 ? {} : { given: () => given })

const isProved = (left: Expr, right: Expr, given?: readonly Expr[]): boolean =>
  left === right || compare(left, right, given).verdict === 'proved'

/** What a slot before a group is called: its name and how many of this name come before it, in both sides alike. */
const namesOf = ({ slots }: Program): ReadonlyMap<Expr, string> => {
  const seen = new Map<string, number>()
  return new Map(
    slots.map(({ before: slot, name }) => {
      const earlier = seen.get(name) ?? 0
      seen.set(name, earlier + 1)
      return [slot, earlier === 0 ? name : `${name} ${earlier + 1}`]
    }),
  )
}

/** Symbols for slots before a group: counts, numbers that are never below 0, and any, by what is known of the right side. */
const symbolsOf = (program: Program, right: Program): ReadonlyMap<Expr, HyperNode> => {
  const { slotFacts } = findInvariant(joinPrograms(right, right), new Map(), createBudget(), [])
  const isNeverNegative = new Map(
    [...namesOf(right)].map(([slot, name]) => [name, isNonNegative(slotFacts(slot).interval)]),
  )
  const kinds = new Map(program.slots.map(({ before: slot, kind }) => [slot, kind]))
  return new Map(
    [...namesOf(program)].map(([slot, name]) => {
      const integer = kinds.get(slot) === 'counter'
      return [slot, symbolNode(name, { integer, ...(integer || isNeverNegative.get(name) === true ? { min: 0 } : {}) })]
    }),
  )
}

const programOf = (definition: Definition): Program => {
  const program = compose(definition, { simplified: false })
  const roots = [program.update, ...program.slots.map(({ after }) => after)]
  if (postorder(roots).some(({ kind }) => ['reduce', 'whole', 'size', 'rank'].includes(kind))) {
    throw new OptfuseError('invalid-rule', 'only rules that read one element at a time can be taken by groups.')
  }
  return program
}

/** The program with a formula in place of a node. */
const replaced = (program: Program, node: Expr, by: Expr): Program => {
  const [update, ...afters] = rewrite([program.update, ...program.slots.map(({ after }) => after)], (each) =>
    each === node ? by : each,
  )
  return { ...program, update, slots: program.slots.map((slot, i) => ({ ...slot, after: afters[i] })) }
}

/** What a slot holds in the midst of a group, of which so many gradients came, with this sum. */
type Held = (came: Expr, sum: Expr) => Expr

/**
 * What every slot holds in the midst of a group of `size` gradients: what it held before the group, how many gradients
 * came, or their sum, by induction over them; anything where it is none of these. `undefined` where the parameter moves.
 */
const heldWithin = (program: Program, size: Expr, start: State): ReadonlyMap<Expr, Held> | undefined => {
  const first = stepOf(program, gradient, start)
  const names = namesOf(program)
  const known = new Map<Expr, Held>()
  for (const [slot, after] of first.state) {
    const kept = start.get(slot) ?? slot
    const choices: readonly Held[] = [() => kept, (came) => came, (_, total) => total]
    const found = choices.find((each) => isProved(after, each(one, gradient)))
    if (found !== undefined) known.set(slot, found)
  }
  const held = new Map(
    [...first.state.keys()].map((slot): [Expr, Held] => [
      slot,
      known.get(slot) ?? (() => symbolNode(`${names.get(slot)} within`, {})),
    ]),
  )
  const next = stepOf(program, gradient, new Map([...held].map(([slot, each]) => [slot, each(before, sum)])))
  // One more gradient comes after this one, at the least.
  const given = [greaterOrEqual(size, add(before, 2))]
  const [came, total] = [add(before, 1), add(sum, gradient)]
  const goesOn =
    isProved(first.moved, zero) &&
    isProved(next.moved, zero, given) &&
    [...known].every(([slot, each]) => isProved(next.state.get(slot) ?? slot, each(came, total), given))
  return goesOn ? held : undefined
}

/**
 * What a transformation does in all with a group of `size` gradients, by their mean. Before the group its state may be anything, but for counts that every group takes from 0 to 0: so what holds of one
 * group holds of all. `undefined` where it does something else than to gather them.
 */
const groupOf = (program: Program, size: Expr, symbols: State): Step | undefined => {
  const last = (start: State): Step | undefined => {
    if (size === one) return stepOf(program, mean, start)
    const held = heldWithin(program, size, start)
    const within = held && new Map([...held].map(([slot, each]) => [slot, each(sub(size, 1), sum)]))
    return within && stepOf(program, sub(mul(size, mean), sum), within)
  }
  let returning = new Set(
    program.slots
      .filter(({ kind, initial }) => kind === 'counter' && initial === zero)
      .map(({ before: slot }): Expr => slot),
  )
  for (;;) {
    const start = new Map([...symbols].map(([slot, symbol]) => [slot, returning.has(slot) ? zero : symbol]))
    const done = last(start)
    const kept = [...returning].filter((slot) => done !== undefined && isProved(done.state.get(slot) ?? slot, zero))
    if (kept.length === returning.size) return done
    returning = new Set(kept)
  }
}

/** A slot of each side that are called the same, and what becomes of them. */
interface Matched {
  readonly left: Expr
  readonly right: Expr
}

/** The slots that the right side's step reads, also by what becomes of them, with those of the left side. */
const matchedSlots = (
  [left, right]: readonly [Program, Program],
  [many, once]: readonly [Step, Step],
): readonly Matched[] => {
  const [inLeft, inRight] = [left, right].map((each) => new Map([...symbolsOf(each, right)].map(([a, b]) => [b, a])))
  const read = new Set<HyperNode>()
  const visit = (formula: Expr): void => {
    for (const node of postorder([formula])) {
      if (node.kind !== 'hyper' || read.has(node)) continue
      const slot = inRight.get(node)
      if (slot === undefined) continue
      read.add(node)
      visit(once.state.get(slot) ?? slot)
    }
  }
  visit(once.moved)
  const initialOf = (program: Program, slot: Expr | undefined, otherwise: Expr): Expr =>
    program.slots.find((each) => each.before === slot)?.initial ?? otherwise
  return [...read].flatMap((symbol) => {
    const [a, b] = [inLeft.get(symbol), inRight.get(symbol)]
    return [
      { left: initialOf(left, a, symbol), right: initialOf(right, b, symbol) },
      { left: (a && many.state.get(a)) ?? symbol, right: (b && once.state.get(b)) ?? symbol },
    ]
  })
}

const undecided: Proof = {
  verdict: 'unknown',
  where: 'a group of steps',
  when: [],
  left: undefined,
  right: undefined,
  text: 'The left side does not hold its parameter, and add gradients up, until the last step of a group.',
}

/**
 * Prove that a transformation that takes `size` gradients one after another moves the parameter as far as another that
 * takes their mean once, and leaves all that the other reads of its state as the other does; the states of both are
 * matched by name. What the first one gathers before the last step is found by induction over the steps of a group, so
 * that one proof covers every size.
 *
 * @param size a symbol of the whole numbers from 1 on
 * @throws OptfuseError `invalid-rule` for a rule that reads more than one element
 */
export const proveByGroups = (left: Definition, right: Definition, size: HyperNode): Proof => {
  const sides = [programOf(left), programOf(right)] as const
  // Of a single gradient there is no first one that is not the last.
  const proofs = [one, symbolNode(size.name, { min: 2, integer: true })].flatMap((each): readonly Proof[] => {
    const [a, b] = [replaced(sides[0], size, each), replaced(sides[1], size, each)]
    const many = groupOf(a, each, symbolsOf(a, b))
    if (many === undefined) return [undecided]
    const once = stepOf(b, mean, symbolsOf(b, b))
    return [
      ...matchedSlots([a, b], [many, once]).map((slots) => compare(slots.left, slots.right)),
      compare(many.moved, once.moved),
    ]
  })
  return proofs.find(({ verdict }) => verdict !== 'proved') ?? proofs[proofs.length - 1]
}
