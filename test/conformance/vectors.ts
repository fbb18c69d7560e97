/** The vectors that generate.py wrote. @module */
import { readdirSync, readFileSync } from 'node:fs'
import type { Dtype, InputCase } from './inputs.ts'

/** A number, or the name of one that JSON lacks. */
type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity'

/**
 * A case of a transformation or an optimizer and its updates, or the trees in its state: one row a step, the leaves one after
 * another.
 */
export interface UpdateVector extends InputCase {
  readonly title: string
  readonly spec: unknown
  readonly oracle?: Readonly<Record<string, unknown>>
  /** The name of the tree in the state that the rows hold; the updates where it is left out. */
  readonly state?: string
  readonly updates: Readonly<Partial<Record<Dtype, readonly (readonly JsonNumber[])[]>>>
}

/** A case of a schedule and its values at the counts from 0 on. */
export interface ScheduleVector {
  readonly title: string
  readonly schedule: unknown
  readonly oracle?: Readonly<Record<string, unknown>>
  readonly values: readonly JsonNumber[]
}

/** A case of a schedule whose values here are not those of optax, which it holds. */
export interface ScheduleDifference extends ScheduleVector {
  /** Our values, or that the options are refused. */
  readonly ours: 'refused' | readonly number[]
}

const parse = (folder: string, name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${folder}/${name}.json`, import.meta.url), 'utf8'))

/** The names of the files in a folder beside this one, without their extension. */
export const namesIn = (folder: 'specs' | 'vectors'): readonly string[] =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))

/** The cases of a spec file. */
export const readCases = (name: string): readonly object[] => parse('specs', name) as readonly object[]

/** The cases of a vector file that hold updates. */
export const readUpdates = (name: string): readonly UpdateVector[] => parse('vectors', name) as readonly UpdateVector[]

/** The updates of a case, one row a step, as numbers of the dtype. */
export const rowsOf = (vector: UpdateVector, dtype: Dtype): readonly (readonly number[])[] => {
  const round = dtype === 'float32' ? Math.fround : (x: number): number => x
  return (vector.updates[dtype] ?? []).map((row) => row.map((x) => round(Number(x))))
}

/** The names of the files that hold updates to agree with. */
export const updateNames = (): readonly string[] =>
  namesIn('vectors').filter((name) => name !== 'schedules' && name !== 'differences')

/** The cases of schedules whose value here is not optax's. */
export const readScheduleDifferences = (): readonly ScheduleDifference[] =>
  (parse('vectors', 'differences') as readonly (ScheduleDifference | UpdateVector)[]).filter(
    (vector) => 'ours' in vector,
  )

/** The cases of the schedules. */
export const readSchedules = (): readonly ScheduleVector[] => parse('vectors', 'schedules') as readonly ScheduleVector[]
