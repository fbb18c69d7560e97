/** The class behind `toTfjs`. @module */
import type * as Tf from '@tensorflow/tfjs-core'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import { definitionOf, type AnyGradientTransformation } from '../rule/index.ts'
import { fromSpec, toSpec } from '../spec/index.ts'
import type { NamedGradients } from './readGradients.ts'
import type { NamedTensor } from './session.ts'
import type { TfModule } from './tfjsStack.ts'
import { createTrainer, type StepPlace, type Trainer } from './trainer.ts'

/** An optimizer of TensorFlow.js that runs a transformation. */
export interface TfjsOptimizer extends Tf.Optimizer {
  /** The learning rate of the next step: what a schedule gives at the current count. */
  readonly learningRate: number
  /** Where steps run. */
  readonly place: StepPlace
  /**
   * Give numbers of `injectHyperparams` other values for the steps to come. One that follows a schedule is what the schedule
   * says again at the next step.
   *
   * @throws OptfuseError `unknown-option` for a name that is not injected, `invalid-option` for what is no finite number
   */
  readonly setHyperparams: (values: Readonly<Record<string, number>>) => void
}

/** What makes such optimizers; `tf.serialization.registerClass` takes it. */
export interface TfjsOptimizerClass {
  new (transformation: AnyGradientTransformation, place?: StepPlace): TfjsOptimizer
  readonly className: string
  readonly fromConfig: Tf.serialization.FromConfigMethod<Tf.serialization.Serializable>
}

const classes = new WeakMap<TfModule, TfjsOptimizerClass>()

const makeClass = (tf: TfModule): TfjsOptimizerClass =>
  class OptfuseOptimizer extends tf.Optimizer implements TfjsOptimizer {
    static readonly className = 'OptfuseOptimizer'
    readonly #transformation: AnyGradientTransformation
    readonly #asked: StepPlace | undefined
    readonly #trainer: Trainer
    /** The loss of the gradients that were computed last, until they are applied. */
    #loss: Tf.Tensor | undefined

    constructor(transformation: AnyGradientTransformation, place?: StepPlace) {
      super()
      definitionOf(transformation, 'toTfjs', 'its first argument')
      const given: unknown = place
      if (place !== undefined && place !== 'tensors' && place !== 'engine') {
        throw new OptfuseError('invalid-option', `option place must be 'tensors' or 'engine', got ${show(given)}.`, {
          transformation: 'toTfjs',
        })
      }
      this.#transformation = transformation
      this.#asked = place
      this.#trainer = createTrainer(tf, transformation, place)
    }

    get learningRate(): number {
      return this.#trainer.learningRate()
    }

    get place(): StepPlace {
      return this.#trainer.place()
    }

    setHyperparams(values: Readonly<Record<string, number>>): void {
      this.#trainer.setHyperparams(values)
    }

    override computeGradients(
      f: () => Tf.Scalar,
      varList?: Tf.Variable[],
    ): { value: Tf.Scalar; grads: Tf.NamedTensorMap } {
      const computed = super.computeGradients(f, varList)
      this.#loss = computed.value
      return computed
    }

    override applyGradients(gradients: NamedGradients): void {
      const loss = this.#loss
      this.#loss = undefined
      this.#trainer.step(gradients, loss)
      this.incrementIterations()
    }

    /** As everywhere in TensorFlow.js, but a step that fails leaves no tensors behind. */
    override minimize(f: () => Tf.Scalar, returnCost = false, varList?: Tf.Variable[]): Tf.Scalar | null {
      const { value, grads } = this.computeGradients(f, varList)
      let kept = false
      try {
        this.applyGradients(grads)
        kept = returnCost
      } finally {
        tf.dispose(grads)
        if (!kept) value.dispose()
      }
      return kept ? value : null
    }

    override async getWeights(): Promise<NamedTensor[]> {
      return [await this.saveIterations(), ...this.#trainer.toWeights()]
    }

    override async setWeights(weights: NamedTensor[]): Promise<void> {
      await this.#trainer.setWeights(weights.slice(1))
      await this.extractIterations(weights)
    }

    /** The spec is text under `name`, the one key whose value TensorFlow.js never changes the spelling of. */
    getConfig(): Tf.serialization.ConfigDict {
      const name = JSON.stringify(toSpec(this.#transformation))
      return this.#asked === undefined ? { name } : { name, place: this.#asked }
    }

    static override fromConfig<T extends Tf.serialization.Serializable>(
      make: Tf.serialization.SerializableConstructor<T>,
      { name, place }: Tf.serialization.ConfigDict,
    ): T {
      if (typeof name !== 'string') {
        throw new OptfuseError('invalid-spec', 'the config of an optimizer must hold its spec as text under "name".')
      }
      const asked = place === 'tensors' || place === 'engine' ? [place] : []
      return new make(fromSpec(JSON.parse(name)), ...asked)
    }

    override dispose(): void {
      this.#trainer.dispose()
    }
  }

/** The class for one copy of TensorFlow.js, which from then on can load what it has saved. */
export const optimizerClass = (tf: TfModule): TfjsOptimizerClass => {
  const known = classes.get(tf)
  if (known !== undefined) return known
  const made = makeClass(tf)
  tf.serialization.registerClass(made)
  classes.set(tf, made)
  return made
}
