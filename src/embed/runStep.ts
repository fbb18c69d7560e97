/** One step on tensors. @module */
import { holdsAt } from '../compile/homes.ts'
import { selectEngine } from '../compile/selectEngine.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Expr, Scope, WholeLeaf } from '../expr/index.ts'
import type { WholeNode } from '../expr/node.ts'
import type { Dtype, LeafSlot } from '../pytree/index.ts'
import { reducedShape } from '../rule/slotParts.ts'
import { openArena } from './arena.ts'
import { createCalculator, type Place, type Value } from './calculator.ts'
import type { Partial, Step, TensorPlan } from './planTensors.ts'
import type { TensorStack } from './tensorStack.ts'

/** What a step starts from. Nothing of it is consumed. */
export interface StepInput<T> {
  /** One per leaf of the plan's tree; each decides dtype, shape and device of its leaf. */
  readonly gradients: readonly T[]
  readonly params: readonly T[] | undefined
  /** Each slot of the program: one value for the tree, or one per leaf; whatever, for leaves it is not kept for. */
  readonly slots: readonly (readonly Value<T>[])[]
  /** Extra arguments by name. */
  readonly extras: ReadonlyMap<string, Value<T>>
}

/** What a step gives; the tensors are the caller's. */
export interface StepOutput<T> {
  readonly updates: readonly T[]
  readonly slots: readonly (readonly Value<T>[])[]
}

/** A value, whether it was made in this step, and how often it will still be read. */
interface Held<T> {
  readonly value: Value<T>
  readonly made: boolean
  left: number
}

const isNumber = (value: unknown): value is number => typeof value === 'number'

/** The shape of what varies so within a leaf. */
export const shapeWithin = (scope: Scope, leaf: LeafSlot): readonly number[] =>
  typeof scope === 'object' ? reducedShape(scope, leaf) : leaf.info.shape

/** Run a step of `plan`. When anything fails, what the step has made is released before the error goes on. */
export const runStep = <T extends object>(
  stack: TensorStack<T>,
  plan: TensorPlan,
  { gradients, params, slots, extras }: StepInput<T>,
): StepOutput<T> => {
  const { program, def } = plan
  const arena = openArena(stack)
  const calculator = createCalculator(stack, arena)
  const slotNumbers = new Map(program.slots.map((slot, i) => [slot.before, i]))
  const places = def.leaves.map(({ info }, leaf): Place<T> => ({ ...info, like: gradients[leaf] }))
  const widest: Dtype = places.some(({ dtype }) => dtype === 'float64') ? 'float64' : 'float32'

  const uniform = new Map<Expr, Value<T>>()
  const partials = new Map<Expr, Value<T>>()
  const held = def.leaves.map(() => new Map<Expr, Held<T>>())
  /** What functions of whole leaves give for each leaf, by its number. */
  const wholes = new Map<Expr, Value<T>[]>()

  const elementsWithin = (within: Expr | undefined): number =>
    def.leaves.reduce(
      (sum, { info }, leaf) => sum + (within === undefined || holdsAt(within, def, leaf) ? info.size : 0),
      0,
    )

  const wholePlace = (args: readonly Value<T>[]): Place<T> => {
    const like = places.find(({ dtype }) => dtype === widest)?.like ?? args.find((arg) => !isNumber(arg))
    if (like === undefined || isNumber(like))
      throw new OptfuseError('invalid-rule', 'there is no tensor to compute on.')
    return { dtype: widest, shape: [], like }
  }

  const valueIn = (expr: Expr, leaf: number): Value<T> => {
    const value = expr.scope === 'uniform' ? uniform.get(expr) : held[leaf].get(expr)?.value
    if (value === undefined) throw new OptfuseError('invalid-rule', 'a value was read that no step computes.')
    return value
  }

  const slotValue = (expr: Expr, leaf: number): Value<T> => {
    const values = slots[slotNumbers.get(expr) ?? -1]
    return values[expr.scope === 'uniform' ? 0 : leaf]
  }

  const follow = (name: string, schedule: (count: number) => number, count: Value<T>): Value<T> => {
    if (!isNumber(count) && stack.follow !== undefined) return arena.own(stack.follow(schedule, count))
    const at = isNumber(count) ? count : stack.read(count)[0]
    const value = schedule(at)
    if (typeof value === 'number' && !Number.isNaN(value)) return value
    throw new OptfuseError(
      'invalid-schedule',
      `the schedule of ${name} gave ${String(value)} at count ${at}; it must give a number. Nothing was updated.`,
    )
  }

  /** What is the same for the whole tree. */
  const computeUniform = (expr: Expr): Value<T> => {
    switch (expr.kind) {
      case 'constant':
      case 'hyper':
        return expr.value
      case 'scheduled':
        return follow(expr.name, expr.schedule, valueIn(expr.count, 0))
      case 'extra':
        return extras.get(expr.name) ?? NaN
      case 'slot':
        return slotValue(expr, 0)
      case 'size':
        return elementsWithin(expr.within)
      case 'reduce':
        return partials.get(expr) ?? expr.reduction.neutral
      case 'apply': {
        const args = expr.args.map((arg) => valueIn(arg, 0))
        return args.every(isNumber)
          ? expr.operation.evaluate(args[0], args[1] ?? 0, args[2] ?? 0)
          : calculator.apply(expr, args, wholePlace(args))
      }
      default:
        throw new OptfuseError('invalid-rule', `a ${expr.kind} is not the same for the whole tree.`)
    }
  }

  const computeInLeaf = ({ expr, args }: Step, leaf: number): Value<T> => {
    const place = places[leaf]
    switch (expr.kind) {
      case 'input':
        return expr.name === 'param' ? (params?.[leaf] ?? NaN) : gradients[leaf]
      case 'slot':
        return slotValue(expr, leaf)
      case 'rank':
        return place.shape.length
      case 'member':
        return plan.isIn(expr.set, leaf) ? 1 : 0
      case 'whole':
        return wholes.get(expr)?.[leaf] ?? 0
      case 'size': {
        const axes = typeof expr.over === 'object' ? expr.over.of(place.shape) : place.shape.map((_, axis) => axis)
        return axes.reduce((product, axis) => product * place.shape[axis], 1)
      }
      case 'apply':
        // A leaf without elements has no numbers to compute, and not every stack can.
        if (expr.scope !== 'leaf' && shapeWithin(expr.scope, def.leaves[leaf]).includes(0)) return 0
        return calculator.apply(
          expr,
          args.map((arg) => valueIn(arg, leaf)),
          place,
        )
      case 'reduce': {
        const axes = typeof expr.over === 'object' ? expr.over.of(place.shape) : null
        return calculator.reduce(
          expr,
          args.map((arg) => valueIn(arg, leaf)),
          axes,
          place,
        )
      }
      default:
        throw new OptfuseError('invalid-rule', `a ${expr.kind} does not vary by leaf.`)
    }
  }

  /** Give back what was read for the last time. */
  const readOnce = (expr: Expr, leaf: number): void => {
    const entry = held[leaf].get(expr)
    if (entry === undefined) return
    entry.left -= 1
    if (entry.left === 0 && entry.made && !isNumber(entry.value)) arena.free(entry.value)
  }

  const isMade = (expr: Expr): boolean => 'args' in expr

  /** Add what a reduction over the tree gathers from one leaf. */
  const gather = ({ node, args }: Partial, leaf: number): void => {
    const values = args.map((arg) => valueIn(arg, leaf))
    const value = calculator.reduce(node, values, null, places[leaf])
    for (const arg of args) readOnce(arg, leaf)
    const sofar = partials.get(node)
    if (sofar === undefined) {
      partials.set(node, value)
      return
    }
    partials.set(node, calculator.combine(node, sofar, value, wholePlace([sofar, value])))
    for (const part of [sofar, value]) if (!isNumber(part)) arena.free(part)
  }

  const runLeaf = (level: number, leaf: number): void => {
    const { stages, uses } = plan.leaves[leaf]
    for (const step of stages[level].steps) {
      const { expr, args } = step
      held[leaf].set(expr, { value: computeInLeaf(step, leaf), made: isMade(expr), left: uses.get(expr) ?? 0 })
      for (const arg of args) readOnce(arg, leaf)
    }
    for (const partial of stages[level].partials) gather(partial, leaf)
  }

  /** Compute the functions of whole leaves that wait for a stage, on the host: no tensor library has them. */
  const computeWholes = (level: number): void => {
    const given = new Map<WholeNode, WholeLeaf[]>()
    plan.leaves.forEach(({ stages }, index) => {
      const place = places[index]
      for (const { node, args } of stages[level].wholes) {
        const argument = calculator.full(valueIn(args[0], index), place)
        const leaf = { index, shape: place.shape, elements: stack.read(argument) }
        arena.free(argument)
        given.set(node, [...(given.get(node) ?? []), leaf])
      }
    })
    for (const [node, leaves] of given) {
      node.whole.compute(leaves, selectEngine('auto').name === 'wasm')
      const values: Value<T>[] = []
      for (const { index, elements } of leaves) values[index] = arena.own(stack.make(elements, places[index].like))
      wholes.set(node, values)
    }
  }

  /** A tensor of the leaf's own dtype, to be handed out. */
  const takeTensor = (expr: Expr, leaf: number, shape = places[leaf].shape): T => {
    const tensor = calculator.full(valueIn(expr, leaf), { ...places[leaf], shape })
    readOnce(expr, leaf)
    return tensor
  }

  /** A number, or a tensor of the dtype that the slot had, to be handed out. */
  const takeScalar = (value: Value<T>, before: Value<T>): Value<T> => {
    if (isNumber(value)) return value
    const dtype = isNumber(before) ? stack.dtype(value) : stack.dtype(before)
    return arena.own(stack.dtype(value) === dtype ? stack.retain(value) : stack.cast(value, dtype))
  }

  const finishLeaf = (leaf: number): { readonly update: T; readonly slots: ReadonlyMap<number, Value<T>> } => {
    const { update, slots: kept } = plan.leaves[leaf]
    const out = takeTensor(update, leaf)
    const next = new Map<number, Value<T>>()
    for (const [i, expr] of kept) {
      const { scope } = program.slots[i].before
      if (scope !== 'leaf') next.set(i, takeTensor(expr, leaf, shapeWithin(scope, def.leaves[leaf])))
      else {
        next.set(i, takeScalar(valueIn(expr, leaf), slots[i][leaf]))
        readOnce(expr, leaf)
      }
    }
    return { update: out, slots: next }
  }

  const run = (): StepOutput<T> => {
    plan.uniform.forEach((level, i) => {
      for (const expr of level) uniform.set(expr, computeUniform(expr))
      if (i === plan.uniform.length - 1) return
      places.forEach((_, leaf) => runLeaf(i, leaf))
      computeWholes(i)
    })
    const finished = places.map((_, leaf) => {
      runLeaf(plan.uniform.length - 1, leaf)
      return finishLeaf(leaf)
    })
    return {
      updates: finished.map(({ update }) => update),
      slots: program.slots.map((_, i) => {
        const once = plan.scalars.get(i)
        return once === undefined
          ? finished.map((leaf) => leaf.slots.get(i) ?? NaN)
          : [takeScalar(valueIn(once, 0), slots[i][0])]
      }),
    }
  }

  try {
    const output = run()
    for (const value of [...output.updates, ...output.slots.flat()]) if (!isNumber(value)) arena.yield(value)
    return output
  } finally {
    arena.clear()
  }
}
