/** Look for counterexamples to the laws. @module */
import fc from 'fast-check'
import { isOptfuseError } from '../errors/OptfuseError.ts'
import { flatten } from '../pytree/index.ts'
import { definitionOf, type AnyGradientTransformation } from '../rule/index.ts'
import { fromSpec, specCodec, type SpecCodec, type TransformationMaker } from '../spec/index.ts'
import { anyExample, type ExampleOptions } from './arbitraries/anyExample.ts'
import { anySpecOf } from './arbitraries/anySpec.ts'
import { copyTree } from './copyTree.ts'
import type { Example, Law } from './law.ts'
import { extraAt, open } from './trajectory.ts'
import { universalLaws } from './universalLaws.ts'

/** How to look. */
export interface CheckLawsOptions extends ExampleOptions {
  /** The seed of everything random; default 0x5eed. A failure names it. */
  readonly seed?: number
  /** How many examples to try; default 50. */
  readonly runs?: number
  /** The laws to check; default all universal ones. */
  readonly laws?: readonly Law[]
}

/** What can be checked: a transformation, a function that makes one, or a factory, whose options are then drawn too. */
export type Subject = AnyGradientTransformation | TransformationMaker | (() => AnyGradientTransformation)

interface Candidate {
  readonly transformation: AnyGradientTransformation
  /** How a message names it. */
  readonly text: string
}

const candidatesOf = (subject: Subject, codec: SpecCodec): fc.Arbitrary<Candidate> => {
  if ('fromOptions' in subject) {
    return anySpecOf(subject, { codec }).map((spec) => ({
      transformation: fromSpec(spec, codec),
      text: JSON.stringify(spec),
    }))
  }
  const transformation = typeof subject === 'function' ? subject() : subject
  const { spec } = definitionOf(transformation, 'checkLaws', 'the subject')
  return fc.constant({ transformation, text: spec === undefined ? 'the transformation given' : spec.name })
}

/** An example of its own for each use, so that what one writes to hides nothing from the next. */
const copyOf = (example: Example): Example => ({
  ...example,
  params: copyTree(example.params),
  gradients: example.gradients.map((tree) => copyTree(tree)),
})

/** Whether the transformation refuses the shapes of this example, as rules along axes may. */
const refusesShapes = (transformation: AnyGradientTransformation, example: Example): boolean => {
  const { params, gradients } = copyOf(example)
  try {
    const { init, update } = open(transformation)
    update(gradients[0], init(params), params, extraAt(transformation, example, 0))
    return false
  } catch (error) {
    return isOptfuseError(error) && error.code === 'shape-mismatch'
  }
}

interface Broken {
  readonly law: Law
  readonly violation: string
}

const firstBroken = (
  laws: readonly Law[],
  transformation: AnyGradientTransformation,
  example: Example,
): Broken | undefined => {
  for (const law of laws) {
    try {
      const violation = law.violation(transformation, copyOf(example))
      if (violation !== undefined) return { law, violation }
    } catch (error) {
      return { law, violation: `it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` }
    }
  }
  return undefined
}

/** The places of parameters that are one, which a printed tree does not show. */
const tiesOf = (params: unknown): readonly string[] => {
  const { def } = flatten(params)
  return def.leaves
    .map((_, leaf) => def.paths.filter((_path, position) => def.positions[position] === leaf))
    .filter((paths) => paths.length > 1)
    .map((paths) => `Tied: ${paths.join(' = ')}`)
}

/**
 * Check a transformation against the laws that every transformation obeys, on random parameters, gradients and steps.
 * Use it in a test of any framework; it needs fast-check.
 *
 * @param subject the transformation; of a factory, the options are drawn too, within the ranges its schema gives
 * @throws Error at the first law broken, with the smallest counterexample found and the seed that leads to it
 * @example
 * checkLaws(chain(trace(0.9), scale(-0.1)))
 * checkLaws(clip, { runs: 20, seed: 42 })
 */
export const checkLaws = (subject: Subject, options: CheckLawsOptions = {}): void => {
  const { seed = 0x5eed, runs = 50, laws, ...exampleOptions } = options
  const codec = 'fromOptions' in subject ? specCodec({ transformations: [subject] }) : undefined
  const statements = laws ?? universalLaws(codec)
  const property = fc.property(
    candidatesOf(subject, codec ?? specCodec()),
    anyExample(exampleOptions),
    ({ transformation }, example) => {
      fc.pre(!refusesShapes(transformation, example))
      return firstBroken(statements, transformation, example) === undefined
    },
  )
  const { failed, counterexample, interrupted, numRuns } = fc.check(property, { seed, numRuns: runs })
  if (!failed && !interrupted) return
  if (counterexample === null) {
    throw new Error(
      `after ${numRuns} examples, the transformation refuses the shapes of nearly all parameters drawn; give parameters that fit it: checkLaws(…, { params }).`,
    )
  }
  const [{ transformation, text }, example] = counterexample
  const broken = firstBroken(statements, transformation, example)
  throw new Error(
    [
      `${text} breaks the law "${broken?.law.name ?? 'same inputs, same outcome'}".`,
      `The law: ${broken?.law.statement ?? 'a check repeated gives the same outcome.'}`,
      `Here: ${broken?.violation ?? 'it failed once and held when tried again.'}`,
      `Parameters: ${fc.stringify(example.params)}`,
      ...tiesOf(example.params),
      ...example.gradients.flatMap((gradient, i) => [
        `Gradients of step ${i}: ${fc.stringify(gradient)}`,
        ...Object.entries(extraAt(transformation, example, i)).map(([name, value]) => `and ${name}: ${value}`),
      ]),
      `To see it again: checkLaws(…, { seed: ${seed}, runs: ${runs} })`,
    ].join('\n'),
  )
}
