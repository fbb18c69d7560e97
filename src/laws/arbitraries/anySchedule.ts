/** Arbitrary schedules. @module */
import fc from 'fast-check'
import { scheduleCatalogue } from '../../catalogue/schedules.ts'
import { isOptfuseError } from '../../errors/OptfuseError.ts'
import { fromSpec, type OptionSpec } from '../../spec/index.ts'
import { anyOptions } from './anyOptions.ts'

/** Whether the factory takes these options together. */
const isValid = (schedule: OptionSpec): boolean => {
  try {
    fromSpec({ scaleByLearningRate: { learningRate: schedule } })
    return true
  } catch (error) {
    if (isOptfuseError(error)) return false
    throw error
  }
}

const constants: fc.Arbitrary<OptionSpec> = fc
  .double({ min: 0, max: 1, noNaN: true })
  .map((value) => ({ constantSchedule: { value: value === 0 ? 0 : value } }))

const within = (inner: fc.Arbitrary<OptionSpec>): fc.Arbitrary<OptionSpec> =>
  fc.oneof(
    ...scheduleCatalogue.map(({ make: { factoryName, schema } }) =>
      anyOptions(schema, { schedules: inner, transformations: fc.constant({}) })
        .map((options): OptionSpec => ({ [factoryName]: options }))
        .filter(isValid),
    ),
  )

/** The specs of schedules of every factory, joined ones too. */
export const anySchedule = (): fc.Arbitrary<OptionSpec> => within(fc.oneof(constants, within(constants)))
