/** Read the transformations of a command line. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Expr } from '../expr/index.ts'
import { symbolNode } from '../expr/intern.ts'
import type { NumberRange } from '../options/number.ts'
import type { GradientTransformation } from '../rule/index.ts'
import { fromSpec } from '../spec/index.ts'
import { describeName } from '../syntax/describeName.ts'
import { transformationOf } from '../syntax/index.ts'
import { narrower, openNames } from '../syntax/openNames.ts'

/** The transformations that texts describe, and the names they leave open. */
export interface ReadTransformations {
  readonly transformations: readonly GradientTransformation[]
  /** `b1 in [0, 1)` for each open name. */
  readonly open: readonly string[]
}

const isJson = (text: string): boolean => text.trimStart().startsWith('{')

/** Equations may stand without `equations("…")` around them. */
const asCall = (text: string): string =>
  /^[^("]*(?:Δθ|u['′])\s*=/su.test(text) || /^\S+\s*=(?!>)/u.test(text) ? `equations("${text}")` : text

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new OptfuseError('invalid-spec', `this begins like JSON and is none: ${String(error)}`)
  }
}

/**
 * The transformations that texts describe: calls, equations, or specs in JSON. One open name is one symbol in all of them.
 *
 * @throws OptfuseError `invalid-syntax`, `invalid-spec`, and what the factories throw
 */
export const readTransformations = (given: readonly string[]): ReadTransformations => {
  const texts = given.map((text) => (isJson(text) ? text : asCall(text)))
  const ranges = new Map<string, NumberRange>()
  for (const text of texts.filter((each) => !isJson(each))) {
    for (const [name, range] of openNames(text)) ranges.set(name, narrower(ranges.get(name) ?? {}, range))
  }
  const names: Readonly<Record<string, Expr>> = Object.fromEntries(
    [...ranges].map(([name, range]) => [name, symbolNode(name, range)]),
  )
  return {
    transformations: texts.map((text) =>
      isJson(text) ? fromSpec(parseJson(text)) : transformationOf(text, names, { exact: true }),
    ),
    open: [...ranges].map(([name, range]) => describeName(name, range)),
  }
}
