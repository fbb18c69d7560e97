/** The pure step: fresh arrays out, nothing handed in written to. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { flatten, flattenLike, readLeaf, tryFlattenLike, type FloatArray } from '../pytree/index.ts'
import { firstOfTies } from '../pytree/firstOfTies.ts'
import { newFloatArray } from '../pytree/floatArray.ts'
import type { LeafSet } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import type { Definition, ExtraArguments } from '../rule/index.ts'
import { compose, type Program } from './compose.ts'
import type { Engine, EngineMemory } from './engine.ts'
import { readGradients } from './gradients.ts'
import { homesOf, type Home } from './homes.ts'
import { createMachine, type Machine } from './machine.ts'
import { setsIn, streams, type Plan } from './plan.ts'
import { planLike } from './planLike.ts'
import { selectEngine, type EngineName } from './selectEngine.ts'
import { firstElements, keptBy, readExtras, readMoment, readScalars, treeOf, writeState } from './slots.ts'
import { linkStates, slotPath, treeSlot, type LinkState } from './state.ts'
import { tiedLike, type Kept } from './tiedLike.ts'

/** How many structures of trees a transformation remembers its plan for. */
const PLANS_KEPT = 4

interface Planned {
  readonly plan: Plan
  readonly machine: Machine
  /** Whether a step is under way: a schedule may call an optimizer, even the one it belongs to. */
  busy: boolean
}

/** The memory that the pure steps of an engine take turns in. */
const workspaces = new Map<Engine, EngineMemory>()

const workspaceOf = (engine: Engine): EngineMemory => {
  const known = workspaces.get(engine)
  if (known !== undefined) return known
  const memory = engine.memory(1)
  workspaces.set(engine, memory)
  return memory
}

/** The pure functions of a transformation. */
export interface PureStep {
  readonly init: (params: unknown) => unknown
  readonly update: (
    gradients: unknown,
    state: unknown,
    params?: unknown,
    extra?: ExtraArguments,
  ) => readonly [unknown, unknown]
}

/** The arrays of a home by the numbers of the leaves in the whole tree. */
const spread = ({ leaves }: Home, arrays: readonly FloatArray[]): readonly FloatArray[] => {
  const byLeaf: FloatArray[] = []
  leaves.forEach((leaf, i) => (byLeaf[leaf] = arrays[i]))
  return byLeaf
}

/** The plan of a pure step over trees like this one; it goes through a small window, so leaves may be of any size. */
export const planPure = (program: Program, tree: unknown): Plan => planLike(program, tree, 'pure', Infinity)

/**
 * `init` and `update` of a transformation on an engine.
 *
 * @param makeProgram what a step computes; by default the whole of the transformation
 */
export const pureStep = (
  definition: Definition,
  engineName: EngineName,
  makeProgram: () => Program = () => compose(definition),
): PureStep => {
  let composed: Program | undefined
  let sets: readonly LeafSet[] | undefined
  const program = (): Program => (composed ??= makeProgram())
  const planned: Planned[] = []

  /** The plan for trees like this one, most recently used first. */
  const plannedFor = (tree: unknown): Planned => {
    const found = planned.findIndex(({ plan, busy }) => !busy && tryFlattenLike(plan.def, tree) !== undefined)
    if (found === 0) return planned[0]
    const [entry] = found > 0 ? planned.splice(found, 1) : [makePlan(tree)]
    planned.unshift(entry)
    planned.length = Math.min(planned.length, PLANS_KEPT)
    return entry
  }

  const makePlan = (tree: unknown): Planned => {
    const engine = selectEngine(engineName)
    const plan = planPure(program(), tree)
    return { plan, machine: createMachine(plan, engine, workspaceOf(engine)), busy: false }
  }

  /** The plan of a step. Ties are the parameters'; where these are not given, the moments', which were made like them. */
  const planOf = (gradients: unknown, states: readonly LinkState[], params: unknown): Planned => {
    if (params !== undefined && params !== null) return plannedFor(params)
    const moment = program().slots.find(({ kind, within }) => kind === 'moment' && within === undefined)
    if (moment !== undefined) return plannedFor(treeSlot(program(), moment, states))
    const entry = plannedFor(gradients)
    const kept = entry.plan.moments.map(({ home, slot }): [Home, Kept] => [
      home,
      { home, tree: treeSlot(program(), slot, states), label: slotPath(program(), slot) },
    ])
    const tied = tiedLike(entry.plan, gradients, [...new Map(kept).values()])
    return tied === undefined ? entry : plannedFor(tied)
  }

  return {
    init: (params) => {
      const { def, leaves } = flatten(params)
      const { slots, update } = program()
      // A mask that does not fit is refused here already, also where no state depends on it.
      sets ??= setsIn(program(), postorder([update, ...slots.map(({ after }) => after)]))
      for (const set of sets) set.membersOf(def)
      const homes = homesOf(def)
      const moments = slots.filter((slot) => slot.kind === 'moment')
      return writeState(definition, program(), def, undefined, (index) => {
        const home = homes(moments[index])
        return treeOf(
          home.def,
          home.leaves.map((leaf) => firstElements(moments[index], readLeaf(leaves[leaf]))),
        )
      })
    },

    update: (gradients, state, params, extra) => {
      const { needsParams } = program()
      if (needsParams !== undefined && (params === undefined || (params === null && gradients !== null))) {
        throw new OptfuseError(
          'missing-params',
          'this transformation reads the parameters; call update(gradients, state, params).',
          { transformation: needsParams },
        )
      }
      const states = linkStates(definition, state)
      const entry = planOf(gradients, states, params)
      const {
        plan: { def, layout, moments, streams: streamCount },
        machine: { host, step },
      } = entry
      const inputs: (readonly FloatArray[] | undefined)[] = [readGradients(def, gradients)]
      if (needsParams !== undefined)
        inputs[streams.param] = firstOfTies(def, flattenLike(def, params, 'params')).map(readLeaf)
      const before = moments.map((moment) => readMoment(program(), moment, states).map(readLeaf))
      moments.forEach(({ stream, home }, i) => (inputs[stream] = spread(home, before[i])))
      readScalars(program(), def, host, states)
      readExtras(program(), host, extra)

      const outputs = Array.from({ length: streamCount }, (): (FloatArray | undefined)[] => [])
      entry.busy = true
      try {
        step({ inputs, outputs })
      } finally {
        entry.busy = false
      }
      const arrays = (stream: number, { leaves }: Home): readonly FloatArray[] =>
        leaves.map((leaf) => {
          const { dtype, size } = layout.leaves[leaf]
          // What no pass needs to write is zeros.
          return outputs[stream][leaf] ?? inputs[stream]?.[leaf] ?? newFloatArray(dtype, size)
        })
      const next = writeState(definition, program(), def, keptBy(host, 'after'), (index) => {
        const { slot, stream, home } = moments[index]
        return treeOf(home.def, slot.after === slot.before ? before[index] : arrays(stream, home))
      })
      return [treeOf(def, arrays(streams.update, homesOf(def)({}))), next]
    },
  }
}
