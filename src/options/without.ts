/** Leave an option out of a schema. @module */
import type { Schema } from './descriptor.ts'

/** A schema without one of its options, for a transformation that settles it. */
export const without = <S extends Schema, K extends keyof S>(schema: S, option: K): Omit<S, K> => {
  const { [option]: _, ...rest } = schema
  return rest
}
