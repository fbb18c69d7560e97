/** A transformation at work on whatever variables come. @module */
import type * as Tf from '@tensorflow/tfjs-core'
import { compose } from '../compile/index.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { sameShape } from '../pytree/shape.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import { currentLearningRate } from '../state/currentLearningRate.ts'
import { withSlots } from '../state/openState.ts'
import { entriesOf, isPerVariable, mapEntries, merge, namesIn, openNamed, split } from './namedState.ts'
import { onEngine } from './onEngine.ts'
import { onTensors } from './onTensors.ts'
import { readGradients, type NamedGradients } from './readGradients.ts'
import type { ByName, NamedTensor, Runner, Session } from './session.ts'
import type { TfModule } from './tfjsStack.ts'
import { fromWeights, toWeights } from './weights.ts'
import { withHyperparams } from './withHyperparams.ts'

/** Where the arithmetic of a step happens: in operations of TensorFlow.js, or in this library's fused engine. */
export type StepPlace = 'tensors' | 'engine'

/** A transformation and its state, by the names of variables. */
export interface Trainer {
  /** A step; `loss` is the one that the gradients are those of, where it is known. */
  readonly step: (gradients: NamedGradients, loss: Tf.Tensor | undefined) => void
  readonly learningRate: () => number
  readonly setHyperparams: (values: Readonly<Record<string, number>>) => void
  readonly place: () => StepPlace
  readonly toWeights: () => NamedTensor[]
  readonly setWeights: (weights: readonly NamedTensor[]) => Promise<void>
  readonly dispose: () => void
}

/** On these backends tensors are in the memory of the host, where the fused engine beats their operations. */
const hostBackends: readonly string[] = ['cpu', 'wasm']

const sameVariables = (a: ByName<Tf.Variable>, b: ByName<Tf.Variable>): boolean => {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

/** Whether steps read the loss, which is all that TensorFlow.js can give beside gradients. */
const readsLoss = ({ definition }: AnyGradientTransformation): boolean => {
  const { extras } = compose(definition)
  for (const [name, transformation] of extras) {
    if (name === 'value') continue
    throw new OptfuseError(
      'missing-argument',
      `this transformation reads the number ${name} at every step, and TensorFlow.js gives an optimizer nothing but gradients and the loss; take the steps with optfuse/embed instead.`,
      { transformation },
    )
  }
  return extras.has('value')
}

/**
 * A trainer without state; its first step makes one.
 *
 * @throws OptfuseError `missing-argument` for a transformation that reads another number of the step than the loss
 */
export const createTrainer = (
  tf: TfModule,
  transformation: AnyGradientTransformation,
  asked: StepPlace | undefined,
): Trainer => {
  const needsLoss = readsLoss(transformation)
  let place = asked
  let runner: Runner | undefined
  let session: { readonly variables: ByName<Tf.Variable>; readonly run: Session } | undefined
  /** The state of the variables outside the session. */
  let rest: unknown
  /** The names in a state that was loaded and that no step has used yet. */
  let loaded: ReadonlySet<string> = new Set()
  let disposed = false

  const currentPlace = (): StepPlace => (place ??= hostBackends.includes(tf.getBackend()) ? 'engine' : 'tensors')
  const start = (): Runner => {
    if (disposed) throw new OptfuseError('disposed', 'this optimizer was disposed; make another one.')
    return (runner ??= (currentPlace() === 'engine' ? onEngine : onTensors)(tf, transformation))
  }
  const release = (state: unknown): void => {
    const { release: giveBack } = start()
    mapEntries(transformation, state, (entries) => {
      Object.values(entries).forEach(giveBack)
      return entries
    })
  }

  /** Give back what a session holds; the state outside of it has its numbers too, which are given back once. */
  const releaseSession = (): void => {
    if (session === undefined) return
    const state = session.run.close()
    release(state)
    const { program, states } = openNamed(transformation, state)
    for (const slot of program.slots) if (!isPerVariable(slot)) start().release(states[slot.owner][slot.name])
    session = undefined
  }

  /** The state of all variables, or `undefined` before the first step. */
  const wholeState = (): unknown => {
    if (session === undefined) return rest
    return merge(transformation, rest, session.run.state())
  }
  /** The same, or what it would be without any variables. */
  const someState = (): unknown => wholeState() ?? start().init({})

  /**
   * A model that was loaded while its original still exists has variables of other names: TensorFlow.js adds a number to
   * each. They take over what was loaded for the names without it.
   */
  const adopt = (state: unknown, names: readonly string[]): unknown => {
    const renamed = new Map(
      names.flatMap((name): [string, string][] => {
        const original = name.replace(/_\d+$/, '')
        return !loaded.has(name) && loaded.has(original) && !names.includes(original) ? [[original, name]] : []
      }),
    )
    return mapEntries(transformation, state, (entries) =>
      Object.fromEntries(Object.entries(entries).map(([name, leaf]) => [renamed.get(name) ?? name, leaf])),
    )
  }

  const checkShapes = (state: unknown, variables: ByName<Tf.Variable>): void => {
    const { shapeOf } = start()
    const opened = openNamed(transformation, state)
    for (const slot of opened.program.slots.filter(({ kind }) => kind === 'moment')) {
      for (const [name, leaf] of Object.entries(entriesOf(opened, slot))) {
        const variable = variables[name]
        if (variable === undefined || leaf === null || sameShape(shapeOf(leaf), variable.shape)) continue
        throw new OptfuseError(
          'shape-mismatch',
          `the variable has shape [${variable.shape.join(', ')}], but its state has [${shapeOf(leaf).join(', ')}]; ` +
            'give the new variable another name, or make a new optimizer. Nothing was updated.',
          { path: name },
        )
      }
    }
  }

  /** End the session on other variables and begin one on these; those that are new start with a fresh state. */
  const turnTo = (variables: ByName<Tf.Variable>): Session => {
    const { init, open } = start()
    const names = Object.keys(variables)
    const known = wholeState()
    const adopted = known === undefined ? undefined : adopt(known, names)
    const kept = adopted === undefined ? new Set<string>() : namesIn(openNamed(transformation, adopted))
    const missing = names.filter((name) => !kept.has(name))
    const fresh = init(Object.fromEntries(missing.map((name) => [name, variables[name]])))
    const state = adopted === undefined ? fresh : merge(transformation, fresh, adopted)
    try {
      checkShapes(state, variables)
    } catch (error) {
      release(fresh)
      throw error
    }
    session?.run.close()
    session = undefined
    rest = state
    const [inside, outside] = split(transformation, state, new Set(names))
    // What a mask leaves out has no weight, so it is missing in a state that was loaded.
    const complete = mapEntries(transformation, inside, (entries) =>
      Object.fromEntries(names.map((name) => [name, entries[name] ?? null])),
    )
    session = { variables, run: open(variables, complete) }
    rest = outside
    loaded = new Set()
    return session.run
  }

  return {
    step: (given, loss) => {
      start()
      if (needsLoss && (loss === undefined || loss.isDisposed)) {
        throw new OptfuseError(
          'missing-argument',
          'this optimizer reads the loss at every step, which minimize and model.fit give it, and computeGradients before applyGradients. Nothing was updated.',
        )
      }
      const { variables, gradients } = readGradients(tf, given)
      if (Object.keys(gradients).length === 0) return
      const run = session !== undefined && sameVariables(session.variables, variables) ? session.run : turnTo(variables)
      run.step(gradients, needsLoss ? loss : undefined)
    },
    learningRate: () => {
      const state = someState()
      const opened = openNamed(transformation, state)
      const onHost = withSlots(transformation, opened, (slot) => {
        const value = opened.states[slot.owner][slot.name]
        if (isPerVariable(slot) || typeof value === 'number') return undefined
        const tensor = start().toTensor(value)
        const [number] = tensor.dataSync()
        tensor.dispose()
        return number
      })
      return currentLearningRate(transformation, onHost)
    },
    setHyperparams: (values) => {
      const state = withHyperparams(transformation, someState(), values, start().release)
      session?.run.close()
      session = undefined
      rest = state
    },
    place: currentPlace,
    toWeights: () => toWeights(tf, transformation, start(), someState()),
    setWeights: async (weights) => {
      const next = await fromWeights(transformation, start(), start().init({}), weights)
      releaseSession()
      if (rest !== undefined) release(rest)
      rest = next
      loaded = namesIn(openNamed(transformation, next))
    },
    dispose: () => {
      if (disposed) return
      releaseSession()
      if (rest !== undefined) release(rest)
      rest = undefined
      disposed = true
    },
  }
}
