/** Find what no spec can hold. @module */
import { isRecord } from './refuse.ts'
import type { Names } from './vocabulary.ts'

/** The path of an option and why it has no JSON. */
export interface Unwritable {
  readonly path: string
  readonly reason: string
}

const specOf = (schedule: object): Readonly<Record<string, unknown>> | undefined =>
  'spec' in schedule && isRecord(schedule.spec) ? schedule.spec : undefined

/** The first function among options, at any depth, that no spec can hold. Transformations among them answer for themselves. */
export const unwritable = (value: unknown, names: Names, path = ''): Unwritable | undefined => {
  if (typeof value === 'function') {
    const spec = specOf(value)
    if (spec === undefined) {
      return {
        path,
        reason:
          'a function written by hand, which JSON cannot hold; build a schedule with its factory, and write a mask or labels as path patterns',
      }
    }
    const name = String(spec['name'])
    return names.schedules.has(name)
      ? unwritable(spec['options'], names, `${path}.${name}`)
      : { path, reason: `the schedule "${name}", which this codec does not know; make one with specCodec` }
  }
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      const found = unwritable(item, names, `${path}[${i}]`)
      if (found !== undefined) return found
    }
  } else if (isRecord(value) && !('definition' in value)) {
    for (const [key, item] of Object.entries(value)) {
      const found = unwritable(item, names, path === '' ? key : `${path}.${key}`)
      if (found !== undefined) return found
    }
  }
  return undefined
}
