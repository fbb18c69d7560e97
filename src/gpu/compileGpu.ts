/** Runs on the GPU: parameters, state and gradients stay on the device. @module */
import { compose, type Program } from '../compile/compose.ts'
import { readGradients } from '../compile/gradients.ts'
import {
  extrasOf,
  firstElements,
  keptBy,
  readMoment,
  readScalars,
  resetScalars,
  treeOf,
  writeState,
} from '../compile/slots.ts'
import { linkStates } from '../compile/state.ts'
import { streams } from '../compile/plan.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { postorder } from '../expr/postorder.ts'
import { firstOfTies } from '../pytree/firstOfTies.ts'
import { flatten, flattenLike, readLeaf, unflatten, type FloatArray, type TreeDef } from '../pytree/index.ts'
import {
  definitionOf,
  type AnyGradientTransformation,
  type NeedsOf,
  type StateOf,
  type StateTypeOf,
} from '../rule/index.ts'
import { BLOCK, type DeviceArray } from './backend.ts'
import { planGpu, type GpuPlan } from './gpuPlan.ts'
import type { GpuRegion, GpuRegions, GpuRun } from './gpuRun.ts'
import { showKernels } from './inspect.ts'
import { makeTurns } from './inTurn.ts'
import { openBackend, type GpuChoice, type OpenedBackend } from './openBackend.ts'
import { openSession, type Session } from './session.ts'
import { wideNorms } from './wideNorms.ts'

/** How to compile for the GPU. */
export interface GpuOptions<S = unknown> extends GpuChoice {
  /** The state to continue from, of a snapshot or of the pure update; default that of `init`. */
  readonly state?: S
}

const refuseDoubles = (def: TreeDef): void => {
  for (const { path, info } of def.leaves) {
    if (info.dtype === 'float32') continue
    const what = info.kind === 'number' ? 'a number, which is float64' : 'float64'
    throw new OptfuseError(
      'dtype-mismatch',
      `a GPU computes in float32 and this leaf is ${what}; make it a Float32Array, or use the CPU engine, compile(opt, params).`,
      { path },
    )
  }
}

/** No kernel sees a whole leaf. */
const refuseWholes = ({ links }: Program): void => {
  for (const { name, update } of links) {
    const found = postorder([update]).find((expr) => expr.kind === 'whole')
    if (found?.kind !== 'whole') continue
    throw new OptfuseError(
      'engine-unavailable',
      `${found.whole.name} is a function of a whole leaf, which no GPU kernel here computes; run it on the CPU: compile(opt, params).`,
      { transformation: name },
    )
  }
}

interface Opened extends OpenedBackend {
  readonly plan: GpuPlan
  readonly session: Session
}

const deviceLost = (): OptfuseError =>
  new OptfuseError(
    'device-lost',
    'the GPU device was lost, and with it what was computed since the last snapshot; go on with "await run.restore(snapshot)", or on the CPU with compile(opt, snapshot.params, { state: snapshot.state }).',
  )

/**
 * Compile an optimizer for parameters like these on a GPU, by kernels of gpu.js (an optional peer: install gpu.js@2.24.1).
 * The parameters are copied once; from then on they, the state and the gradients stay on the device. All leaves must be
 * float32, and results agree with the CPU engine's within what docs/gpu.md says.
 *
 * A hyperparameter, a schedule and what the host can compute from them are arguments of the kernels: nothing is compiled
 * anew when they change. Reductions stay on the device; only where the *state* holds numbers that follow from them and
 * are read again, as behind `applyIfFinite`, each step waits for a few numbers to be read back.
 *
 * @throws OptfuseError `engine-unavailable` when there is no GPU, saying what was tried, and for what multiplies matrices or draws random numbers, such as `muon` and `noisySgd`; `dtype-mismatch` for a leaf that
 *   is not float32; `too-large` for more elements than an array of the device holds; later `device-lost`, `disposed`
 * @example
 * await setUpNodeGpu()
 * const run = await compileGpu(sgd(0.5), { w: Float32Array.of(1, 2) })
 * await run.step({ w: Float32Array.of(1, 1) })
 * await run.params() // { w: Float32Array [0.5, 1.5] }
 */
export const compileGpu = async <T extends AnyGradientTransformation, P>(
  transformation: T,
  params: P,
  options: GpuOptions<StateOf<StateTypeOf<T>, NoInfer<P>>> = {},
): Promise<GpuRun<P, StateOf<StateTypeOf<T>, P>, NeedsOf<T>>> => {
  type State = StateOf<StateTypeOf<T>, P>
  const definition = definitionOf(transformation, 'compileGpu', 'its first argument')
  const composed = compose(definition)
  refuseWholes(composed)
  const program = wideNorms(composed)
  const { def, leaves } = flatten(params)
  refuseDoubles(def)

  const turns = makeTurns()
  const open = async (choice: GpuChoice, values: readonly unknown[], state: unknown): Promise<Opened> => {
    const { backend, reason } = await openBackend(choice)
    const plan = planGpu(program, def, backend.dialect)
    const states = state === undefined ? undefined : linkStates(definition, state)
    const initial = (stream: number): readonly FloatArray[] => {
      const moment = plan.plan.moments.find((each) => each.stream === stream)
      if (moment === undefined) return values.map(readLeaf)
      if (states !== undefined) {
        const kept = readMoment(program, moment, states).map(readLeaf)
        return def.leaves.map(({ info }, leaf) => kept[moment.home.leaves.indexOf(leaf)] ?? new Float32Array(info.size))
      }
      return values.map((value) => firstElements(moment.slot, readLeaf(value)))
    }
    const session = await openSession(plan, backend, initial)
    if (states === undefined) resetScalars(program, session.host)
    else readScalars(program, def, session.host, states)
    return { backend, reason, plan, session }
  }

  let current: Opened | undefined = await open(options, leaves, options.state)
  const alive = (): Opened => {
    if (current !== undefined) return current
    throw new OptfuseError(
      'disposed',
      'this run was disposed; take a snapshot before dispose and compile again from it.',
    )
  }
  /** Do something on the device, and say so where it failed because the device is gone. */
  const onDevice = async <A>(task: (session: Session) => Promise<A>): Promise<A> => {
    const { backend, session } = alive()
    if (backend.isLost()) throw deviceLost()
    const result = await task(session).catch((error: unknown) => {
      throw backend.isLost() ? deviceLost() : error
    })
    // A device that is gone takes work without a word.
    if (backend.isLost()) throw deviceLost()
    return result
  }

  const regions = ({ buffer }: DeviceArray): GpuRegions<P> => {
    if (buffer === undefined) {
      throw new OptfuseError(
        'engine-unavailable',
        'only WebGPU has buffers, and this run is on WebGL 2; give gradients to step() and read params() instead.',
      )
    }
    const { first } = alive().plan.flat
    const byLeaf = def.leaves.map(({ info }, leaf): GpuRegion => ({
      buffer,
      offset: first[leaf] * BLOCK * 4,
      size: info.size,
    }))
    // A tree on the structure of P, with a region as each leaf.
    return unflatten(
      def,
      def.positions.map((leaf) => byLeaf[leaf]),
    ) as GpuRegions<P>
  }

  return {
    get mode() {
      return alive().backend.mode
    },
    get reason() {
      return alive().reason
    },
    get kernels() {
      return showKernels(alive().plan)
    },
    get grads() {
      return regions(alive().session.gradient)
    },
    paramBuffers: () => turns.inTurn(async () => regions(await onDevice((session) => session.params()))),
    step: async (...[given, extra]) => {
      const extras = extrasOf(program, extra)
      const read = given === undefined ? undefined : readGradients(def, given)
      // What cannot be uploaded at once is copied, so that the caller's arrays are free again.
      const gradients = turns.isIdle() ? read : read?.map((leaf) => leaf.slice())
      await turns.inTurn(() =>
        onDevice(async (session) => {
          if (gradients !== undefined) await session.writeGradients(gradients)
          await session.step(extras)
        }),
      )
    },
    // Both are rebuilt on the structures of P and of the state that the types describe.
    params: () => turns.inTurn(() => onDevice(async (session) => treeOf(def, await session.readParams()) as P)),
    snapshot: () =>
      turns.inTurn(() =>
        onDevice(async (session) => {
          await session.finish()
          const { moments } = alive().plan.plan
          const read = await session.readStreams([streams.param, ...moments.map(({ stream }) => stream)])
          const leavesOf = (stream: number): readonly FloatArray[] => read.get(stream) ?? []
          const state = writeState(definition, program, def, keptBy(session.host, 'before'), (index) => {
            const { stream, home } = moments[index]
            const byLeaf = leavesOf(stream)
            return treeOf(
              home.def,
              home.leaves.map((leaf) => byLeaf[leaf]),
            )
          })
          return { params: treeOf(def, leavesOf(streams.param)) as P, state: state as State }
        }),
      ),
    restore: (snapshot, on = options) =>
      turns.inTurn(async () => {
        const before = alive()
        const values = firstOfTies(def, flattenLike(def, snapshot.params, 'snapshot.params'))
        current = await open(on, values, snapshot.state)
        before.session.close()
      }),
    dispose: () => {
      current?.session.close()
      current = undefined
    },
  }
}
