/** Find what belongs here in a file. @module */
import * as E from 'fp-ts/lib/Either.js'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { sameShape } from '../pytree/shape.ts'
import type { Place } from './places.ts'
import { dtypeNames, type TensorEntry } from './safetensors.ts'

/** How to read a checkpoint. */
export interface CheckpointOptions {
  /** Whether it must have just what the parameters and the optimizer have; default true. */
  readonly strict?: boolean
  /** The name here of what is called so in the checkpoint, for one of another optimizer or model. */
  readonly rename?: (name: string) => string
}

/** What of a file belongs where. */
export interface Match {
  /** The names in the file by the names here. */
  readonly sources: ReadonlyMap<string, string>
  /** Names here of what the file has not. */
  readonly missing: readonly string[]
  /** Names in the file of what has no place here. */
  readonly unexpected: readonly string[]
}

type Entries = ReadonlyMap<string, TensorEntry>

const SHOWN = 4

const listed = (names: readonly string[]): string =>
  names.slice(0, SHOWN).join(', ') + (names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '')

/** That a checkpoint is not to be had, or not here. */
export const invalid = (message: string, path?: string): E.Either<OptfuseError, never> =>
  E.left(new OptfuseError('invalid-checkpoint', message, { path }))

const renamed = (
  entries: Entries,
  rename: (name: string) => string,
): E.Either<OptfuseError, ReadonlyMap<string, string>> => {
  const sources = new Map<string, string>()
  for (const source of entries.keys()) {
    const name = rename(source)
    const other = sources.get(name)
    if (other !== undefined)
      return invalid(`the checkpoint has both ${other} and ${source} for it; rename one otherwise.`, name)
    sources.set(name, source)
  }
  return E.right(sources)
}

const unlike = (entries: Entries, sources: Match['sources'], { name, dtype, shape }: Place): string | undefined => {
  const source = sources.get(name)
  const found = source === undefined ? undefined : entries.get(source)
  return found === undefined || (found.dtype === dtypeNames[dtype] && sameShape(found.shape, shape))
    ? undefined
    : `expected ${dtypeNames[dtype]} [${shape.join(', ')}], the checkpoint has ${found.dtype} [${found.shape.join(', ')}]; give parameters like those that were saved.`
}

/** What of a file belongs at which of these places, or why it does not fit. */
export const match = (
  entries: Entries,
  places: readonly Place[],
  { strict = true, rename = (name) => name }: CheckpointOptions,
): E.Either<OptfuseError, Match> => {
  const found = renamed(entries, rename)
  if (E.isLeft(found)) return found
  const sources = found.right
  const names = new Set(places.map(({ name }) => name))
  const missing = [...names].filter((name) => !sources.has(name))
  const unexpected = [...sources].filter(([name]) => !names.has(name)).map(([, source]) => source)
  if (strict && missing.length + unexpected.length > 0) {
    const lacks = missing.length > 0 ? [`has no ${listed(missing)}`] : []
    const has = unexpected.length > 0 ? [`has ${listed(unexpected)}, for which there is no place here`] : []
    return invalid(
      `the checkpoint ${[...lacks, ...has].join(', and ')}; give the optimizer and parameters that were saved, rename, or pass strict: false to begin the former anew and leave out the latter.`,
    )
  }
  for (const place of places) {
    const wrong = unlike(entries, sources, place)
    if (wrong !== undefined) return invalid(wrong, place.name)
  }
  return E.right({ sources, missing, unexpected })
}
