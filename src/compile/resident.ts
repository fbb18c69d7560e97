/** The imperative shell: parameters and state live in one arena and step in place. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { flatten, readLeaf, unflattenUnique, type FloatArray, type Tensor, type TreeDef } from '../pytree/index.ts'
import { leafFrom } from '../pytree/leafFrom.ts'
import {
  definitionOf,
  type AnyGradientTransformation,
  type ExtraArguments,
  type ExtraRest,
  type Need,
  type NeedsOf,
  type StateOf,
  type StateTypeOf,
} from '../rule/index.ts'
import { compose } from './compose.ts'
import type { Engine } from './engine.ts'
import { readGradients } from './gradients.ts'
import { createMachine, type Machine } from './machine.ts'
import { streams, type Plan } from './plan.ts'
import { planLike } from './planLike.ts'
import { selectEngine, type EngineName } from './selectEngine.ts'
import {
  advanceScalars,
  initialOf,
  keptBy,
  readExtras,
  readMoment,
  readScalars,
  resetScalars,
  startsAtParams,
  treeOf,
  writeState,
} from './slots.ts'
import { linkStates, type LinkState } from './state.ts'

/** A tree of views: like `P`, with an array of one element where `P` has a number. */
export type Views<P> = P extends number
  ? Float64Array
  : P extends FloatArray | Tensor | null
    ? P
    : { readonly [K in keyof P]: Views<P[K]> }

/** Parameters and state at one moment, on their own: later steps do not change them. */
export interface Snapshot<P, S> {
  readonly params: P
  readonly state: S
}

/** The arguments of a step in place: `extra` is optional unless the transformation reads it. */
export type StepArguments<N extends Need, P> =
  ExtraRest<N> extends readonly [extra?: ExtraArguments]
    ? [gradients?: P, ...ExtraRest<N>]
    : [gradients: P | undefined, ...ExtraRest<N>]

/** An optimizer run whose parameters and state stay in memory of its own; `N` is what its steps need. */
export interface Run<P, S, N extends Need = never> {
  /** The engine it runs on. */
  readonly engine: 'wasm' | 'reference'
  /** How many bytes it holds: parameters, gradients, state, and small tables. */
  readonly bytes: number
  /** Views of the parameters, changed by every step. */
  readonly params: Views<P>
  /** Views to write gradients into; `step` reads them and leaves them as they are. Zero at first. */
  readonly grads: Views<P>
  /**
   * One step in place, with the gradients in `grads` or with those given, which are copied there first. Extra arguments
   * that rules read come last, as in `step(undefined, { value: loss })`.
   */
  readonly step: (...args: StepArguments<N, P>) => void
  /** The parameters and the state as values of their own; `compile(opt, params, { state })` continues from them. */
  readonly snapshot: () => Snapshot<P, S>
  /** Give the memory back; every later use throws. */
  readonly dispose: () => void
}

/** How to compile. */
export interface CompileOptions<S = unknown> {
  /** The engine; default `'auto'`: WebAssembly where it can run, otherwise the reference engine. */
  readonly engine?: EngineName
  /** The state to continue from, of a snapshot or of the pure update; default that of `init`. */
  readonly state?: S
  /** The most bytes one memory may have; leaves beyond it go to another. Default what the engine allows. */
  readonly maxMemoryBytes?: number
}

const limitOf = (engine: Engine, asked: number | undefined): number =>
  Math.min(engine.maxBytes, asked ?? engine.maxBytes)

/** The memory of a run and all views of it; moments and leaves by number. */
interface Arena<P> {
  readonly machine: Machine
  readonly parameters: readonly FloatArray[]
  readonly gradients: readonly FloatArray[]
  readonly moments: readonly (readonly FloatArray[])[]
  readonly paramViews: Views<P>
  readonly gradientViews: Views<P>
}

const openArena = <P>(plan: Plan, engine: Engine): Arena<P> => {
  const { def } = plan
  const machine = createMachine(plan, engine)
  const views = (stream: number): readonly FloatArray[] => def.leaves.map((_, leaf) => machine.view(stream, leaf))
  const viewTree = (arrays: readonly FloatArray[]): Views<P> => {
    const shown = def.leaves.map(({ info }, leaf) =>
      info.kind === 'tensor' ? leafFrom(info, arrays[leaf]) : arrays[leaf],
    )
    // A tree rebuilt on the structure of P, with views as its leaves.
    return unflattenUnique(def, shown) as Views<P>
  }
  const [parameters, gradients] = [views(streams.param), views(streams.gradient)]
  return {
    machine,
    parameters,
    gradients,
    moments: plan.moments.map(({ stream, home }) => home.leaves.map((leaf) => machine.view(stream, leaf))),
    paramViews: viewTree(parameters),
    gradientViews: viewTree(gradients),
  }
}

/**
 * Put the parameters and the state, or the first one, into an arena. Apart from `compile`, so that nothing that lives on there
 * holds on to the arrays it was given.
 */
const fillArena = (
  { machine, parameters, moments: views }: Arena<unknown>,
  { program, def, moments }: Plan,
  leaves: readonly unknown[],
  states: readonly LinkState[] | undefined,
): void => {
  leaves.forEach((leaf, i) => parameters[i].set(readLeaf(leaf)))
  if (states !== undefined) {
    moments.forEach((moment, k) => {
      readMoment(program, moment, states).forEach((leaf, i) => views[k][i].set(readLeaf(leaf)))
    })
    readScalars(program, def, machine.host, states)
    return
  }
  moments.forEach(({ slot, home }, k) => {
    views[k].forEach((view, i) => {
      if (startsAtParams(slot)) view.set(readLeaf(leaves[home.leaves[i]]))
      else view.fill(initialOf(slot))
    })
  })
  resetScalars(program, machine.host)
}

/**
 * Compile an optimizer for parameters like these. The parameters are copied once; from then on `step` updates them in
 * place, with the same bits that `update` and `applyUpdates` would give.
 *
 * @throws OptfuseError `too-large` when a single leaf with its state exceeds one memory, `engine-unavailable`,
 *   `unsupported-leaf`, `dtype-mismatch`, `cyclic-tree`; later `disposed`
 * @example
 * const run = compile(sgd(0.5), { w: Float32Array.of(1, 2) })
 * run.grads.w.set([1, 1])
 * run.step()
 * run.params.w // Float32Array [0.5, 1.5]
 */
export const compile = <T extends AnyGradientTransformation, P>(
  transformation: T,
  params: P,
  options: CompileOptions<StateOf<StateTypeOf<T>, NoInfer<P>>> = {},
): Run<P, StateOf<StateTypeOf<T>, P>, NeedsOf<T>> => {
  const definition = definitionOf(transformation, 'compile', 'its first argument')
  const engine = selectEngine(options.engine ?? 'auto')
  const program = compose(definition)
  const { leaves } = flatten(params)
  const plan = planLike(program, params, 'resident', limitOf(engine, options.maxMemoryBytes))
  const { def, moments } = plan
  // Everything that holds on to the memory is in here, so that dispose lets go of all of it.
  let arena: Arena<P> | undefined = openArena<P>(plan, engine)
  const alive = (): Arena<P> => {
    if (arena !== undefined) return arena
    throw new OptfuseError(
      'disposed',
      'this run was disposed; take a snapshot before dispose and compile again from it.',
    )
  }

  const { state } = options
  fillArena(arena, plan, leaves, state === undefined ? undefined : linkStates(definition, state))
  const copyTree = (tree: TreeDef, arrays: readonly FloatArray[]): unknown =>
    treeOf(
      tree,
      arrays.map((array) => array.slice()),
    )

  return {
    engine: engine.name,
    get bytes() {
      return alive().machine.bytes()
    },
    get params() {
      return alive().paramViews
    },
    get grads() {
      return alive().gradientViews
    },
    step: (...[given, extra]) => {
      const { machine, gradients } = alive()
      readExtras(program, machine.host, extra)
      if (given !== undefined) readGradients(def, given).forEach((gradient, i) => gradients[i].set(gradient))
      machine.step()
      advanceScalars(plan, machine.host)
    },
    snapshot: () => {
      const { machine, parameters, moments: views } = alive()
      const momentTree = (index: number): unknown => copyTree(moments[index].home.def, views[index])
      const kept = keptBy(machine.host, 'before')
      return {
        // Both are rebuilt on the structures of P and of the state that the types describe.
        params: copyTree(def, parameters) as P,
        state: writeState(definition, program, def, kept, momentTree) as StateOf<StateTypeOf<T>, P>,
      }
    },
    dispose: () => {
      arena = undefined
    },
  }
}
