/** The command `explain`. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { explain } from '../inspect/explain.ts'
import { formatExplanation } from '../inspect/formatExplanation.ts'
import { tensor } from '../pytree/index.ts'
import { printed, type Outcome } from './outcome.ts'
import { readTransformations } from './readTransformation.ts'

/** The parameters shown where none are given. */
const example = '{"layer": {"w": [64, 10], "b": [10]}}'

const isShape = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => Number.isInteger(each) && each >= 0)

/** A tree of zeros with these shapes. */
const zeros = (value: unknown, path = '$'): unknown => {
  if (isShape(value)) return tensor(new Float32Array(value.reduce((a, b) => a * b, 1)), value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new OptfuseError('invalid-spec', `at ${path}: expected a shape such as [64, 10], or an object of shapes.`)
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, zeros(item, `${path}.${key}`)]))
}

/** Tell what a written transformation does to parameters of these shapes, in JSON. */
export const explainCommand = (text: string, shapes: string = example): Outcome => {
  const [transformation] = readTransformations([text]).transformations
  let parsed: unknown
  try {
    parsed = JSON.parse(shapes)
  } catch {
    throw new OptfuseError('invalid-spec', `--params takes shapes in JSON, such as ${example}.`)
  }
  return printed(formatExplanation(explain(transformation, zeros(parsed))))
}
