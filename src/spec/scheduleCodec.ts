/** The codec of schedules. @module */
import * as t from 'io-ts'
import { chain, right } from 'fp-ts/lib/Either.js'
import { didYouMean } from '../errors/nearest.ts'
import { isOptfuseError } from '../errors/OptfuseError.ts'
import type { CountFunction } from '../options/descriptor.ts'
import type { Schedule } from '../schedules/index.ts'
import { optionsCodec, type OptionSpec, type ScheduleCodec } from './optionsCodec.ts'
import { isRecord, refuse, show } from './refuse.ts'
import type { Names, ScheduleMaker } from './vocabulary.ts'

/** Run a factory on options whose JSON was right one by one; it still refuses those that do not go together. */
export const attempt = <A>(value: unknown, context: t.Context, make: () => A): t.Validation<A> => {
  try {
    return right(make())
  } catch (error) {
    if (!isOptfuseError(error)) throw error
    return refuse(value, context, error.detail)
  }
}

/** The one key of a node, or the reason why it is none. */
export const onlyKey = (
  value: unknown,
  what: string,
  example: string,
): readonly [key: string | undefined, problem?: string] => {
  const expected = `expected ${what}, an object with one key, its name, such as ${example}`
  if (!isRecord(value)) return [undefined, `${expected}, got ${show(value)}.`]
  const keys = Object.keys(value)
  return keys.length === 1 ? [keys[0]] : [undefined, `${expected}, got ${show(value)}.`]
}

const isSchedule = (value: unknown): value is Schedule => typeof value === 'function'

/** The codec of the schedules of a vocabulary. Encoding needs schedules that carry their spec, all the way down. */
export const scheduleCodec = ({ schedules }: Names): ScheduleCodec => {
  const known = [...schedules.keys()]
  const codecs = new Map<ScheduleMaker, ReturnType<typeof optionsCodec>>()
  const codecOf = (factory: ScheduleMaker): ReturnType<typeof optionsCodec> => {
    const found = codecs.get(factory) ?? optionsCodec(factory.schema, { schedules: self })
    codecs.set(factory, found)
    return found
  }

  const validate = (value: unknown, context: t.Context): t.Validation<CountFunction> => {
    const [name, problem = ''] = onlyKey(value, 'a schedule', '{"constantSchedule": {"value": 1}}')
    if (name === undefined || !isRecord(value)) return refuse(value, context, problem)
    const factory = schedules.get(name)
    const options = value[name]
    if (factory === undefined) {
      const at = t.appendContext(context, name, t.never, options)
      return refuse(options, at, `there is no schedule "${name}".${didYouMean(name, known)}`)
    }
    const inner = codecOf(factory)
    const at = t.appendContext(context, name, inner, options)
    return chain((given: Readonly<Record<string, unknown>>) =>
      attempt(options, at, (): CountFunction => factory.fromOptions(given)),
    )(inner.validate(options, at))
  }

  const encode = (schedule: Schedule): OptionSpec => {
    const { name = '', options = {} } = schedule.spec ?? {}
    const factory = schedules.get(name)
    return factory === undefined ? null : { [name]: codecOf(factory).encode(options) }
  }

  const self: ScheduleCodec = new t.Type('a schedule', isSchedule, validate, encode)
  return self
}
