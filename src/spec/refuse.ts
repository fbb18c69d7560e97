/** Errors of the spec codecs. @module */
import * as t from 'io-ts'
import { jsonPath } from './jsonPath.ts'

/** How a message begins: with the path, so that io-ts's `PathReporter` shows it. */
export const messagePrefix = (context: t.Context): string => `at ${jsonPath(context)}: `

/** A failed validation whose message says where, and what is wrong there. */
export const refuse = <A>(value: unknown, context: t.Context, message: string): t.Validation<A> =>
  t.failure(value, context, messagePrefix(context) + message)

/** A value in a message. */
export const show = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value !== 'object') return JSON.stringify(value) ?? String(value)
  const keys = Object.keys(value)
  return keys.length === 0
    ? 'an empty object'
    : `an object with ${keys.length === 1 ? 'the key' : 'the keys'} ${keys.join(', ')}`
}

/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
