/** The names a spec may use. @module */
import { catalogue } from '../catalogue/catalogue.ts'
import { scheduleCatalogue } from '../catalogue/schedules.ts'
import type { Schema } from '../options/descriptor.ts'
import type { AnyGradientTransformation } from '../rule/index.ts'
import type { Schedule } from '../schedules/index.ts'

/** What a spec needs to know of a factory. */
export interface Maker<T> {
  readonly factoryName: string
  readonly schema: Schema
  readonly fromOptions: (options: Readonly<Record<string, unknown>>) => T
}

/** A factory of transformations; those that `transformation` and `recipe` return fit. */
export type TransformationMaker = Maker<AnyGradientTransformation>

/** A factory of schedules; those that `defineSchedule` returns fit. */
export type ScheduleMaker = Maker<Schedule>

/** Factories whose names a spec may use. */
export interface Vocabulary {
  readonly transformations?: readonly TransformationMaker[]
  readonly schedules?: readonly ScheduleMaker[]
}

/** The factories by name. */
export interface Names {
  readonly transformations: ReadonlyMap<string, TransformationMaker>
  readonly schedules: ReadonlyMap<string, ScheduleMaker>
}

const byName = <T>(makers: readonly Maker<T>[]): ReadonlyMap<string, Maker<T>> =>
  new Map(makers.map((maker) => [maker.factoryName, maker]))

/** The library's factories and those of `vocabulary`, which win where names meet. */
export const namesOf = ({ transformations = [], schedules = [] }: Vocabulary): Names => ({
  transformations: byName([...catalogue.map(({ make }) => make), ...transformations]),
  schedules: byName([...scheduleCatalogue.map(({ make }) => make), ...schedules]),
})
