/** Follow one step link by link. @module */
import { compose } from '../compile/compose.ts'
import { pureStep, type PureStep } from '../compile/pure.ts'
import { statePath } from '../compile/state.ts'
import { input, type Expr } from '../expr/index.ts'
import { flatten, globalNorm, readLeaf } from '../pytree/index.ts'
import {
  definitionOf,
  type Definition,
  type GradientTransformation,
  type Need,
  type StateOf,
  type StateType,
  type UpdateRest,
} from '../rule/index.ts'

/** The size of a tree, and what is broken in it. */
export interface TracedTree {
  /** The global norm: the root of the sum of the squares of all elements. */
  readonly norm: number
  /** How many elements are NaN or infinite. */
  readonly nonFinite: number
}

/** The update that left one link. */
export interface TracedLink extends TracedTree {
  readonly name: string
  /** Where the link's state stands, such as `state[1]`. */
  readonly path: string
}

/** Where a step first went non-finite. */
export interface FirstNonFinite {
  /** The name of the link, or `gradient` when what came in was already broken. */
  readonly link: string
  /** Where the link's state stands, or `gradient`. */
  readonly path: string
  /** The path of the first leaf that is broken there. */
  readonly leaf: string
}

/** One step, followed. */
export interface StepTrace<P, S> {
  /** What came in. */
  readonly gradient: TracedTree
  /** What left each link, in the order in which they apply. */
  readonly links: readonly TracedLink[]
  /** Absent when everything stayed finite. */
  readonly firstNonFinite?: FirstNonFinite
  /** What `update` returns: the updates, */
  readonly updates: P
  /** and the next state. */
  readonly state: S
}

/** A step that stops after a link. */
interface Probe {
  readonly name: string
  readonly path: string
  readonly update: PureStep['update']
}

/** The probes of each transformation, so that following many steps plans once. */
const known = new WeakMap<Definition, readonly Probe[]>()

/** One probe for the gradient and one after each link. They give out the update there and leave the state as it is. */
const probesOf = (definition: Definition): readonly Probe[] => {
  const made = known.get(definition)
  if (made !== undefined) return made
  const program = compose(definition)
  const slots = program.slots.map((slot) => ({ ...slot, after: slot.before }))
  const probe = (name: string, path: string, update: Expr): Probe => ({
    name,
    path,
    update: pureStep(definition, 'auto', () => ({ ...program, slots, update })).update,
  })
  const probes = [
    probe('gradient', 'gradient', input('gradient')),
    ...program.links.map((link) => probe(link.name, statePath(link), link.update)),
  ]
  known.set(definition, probes)
  return probes
}

const countNonFinite = (leaf: unknown): number => {
  const elements = readLeaf(leaf)
  let count = 0
  for (let i = 0; i < elements.length; i++) if (!Number.isFinite(elements[i])) count++
  return count
}

/**
 * One step, followed: the norm of the update after each link, how much of it is non-finite, and the first link and leaf
 * where it went so. Pure, like `update`, and with the same updates and state.
 *
 * Each link is computed anew from the gradients, so this costs about as many steps as there are links: a tool for looking,
 * not for training. An update can be broken on the way and whole at the end, as with `zeroNans`.
 *
 * @throws OptfuseError as `update` does; `invalid-option` for what is no transformation
 * @example
 * const opt = chain(scaleByRms({ eps: 0 }), scale(-0.1))
 * const params = { w: 1, b: 2 }
 * const { links, firstNonFinite } = traceStep(opt, { w: 0, b: 3 }, opt.init(params), params)
 * links.map(({ nonFinite }) => nonFinite) // [1, 1]
 * firstNonFinite // { link: 'scaleByRms', path: 'state[0]', leaf: 'w' }
 */
export const traceStep = <S extends StateType, N extends Need, P>(
  transformation: GradientTransformation<S, N>,
  gradients: P,
  state: StateOf<S, NoInfer<P>>,
  ...rest: UpdateRest<N, P>
): StepTrace<P, StateOf<S, P>> => {
  const probes = probesOf(definitionOf(transformation, 'traceStep', 'its first argument'))
  const [updates, next] = transformation.update(gradients, state, ...rest)
  const [gradient, ...links] = probes.map(({ name, path, update }) => {
    const [seen] = update(gradients, state, ...rest)
    const { leaves, def } = flatten(seen)
    const counts = leaves.map(countNonFinite)
    const broken = counts.findIndex((count) => count > 0)
    return {
      traced: { name, path, norm: globalNorm(seen), nonFinite: counts.reduce((a, b) => a + b, 0) },
      first: broken < 0 ? undefined : { link: name, path, leaf: def.leaves[broken].path },
    }
  })
  const firstNonFinite = [gradient, ...links].find(({ first }) => first !== undefined)?.first
  const { norm, nonFinite } = gradient.traced
  return {
    gradient: { norm, nonFinite },
    links: links.map(({ traced }) => traced),
    ...(firstNonFinite === undefined ? {} : { firstNonFinite }),
    updates,
    state: next,
  }
}
