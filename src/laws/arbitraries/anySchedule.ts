/** Arbitrary schedules. @module */
import fc from 'fast-check'
import { isRight } from 'fp-ts/lib/Either.js'
import { scheduleCatalogue } from '../../catalogue/schedules.ts'
import type { OptionSpec } from '../../spec/index.ts'
import { scheduleCodec } from '../../spec/scheduleCodec.ts'
import { namesOf } from '../../spec/vocabulary.ts'
import { anyOptions } from './anyOptions.ts'

const codec = scheduleCodec(namesOf({}))

/** Whether the factory takes these options together. */
const isValid = (schedule: OptionSpec): boolean => isRight(codec.decode(schedule))

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
