/** Find the places of a state by name or path. @module */
import { nearest } from '../errors/nearest.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { containerKind } from '../pytree/container.ts'
import { formatPath, parsePath, type PathKey } from '../pytree/index.ts'

/** What stands somewhere in a state. */
export interface Place {
  /** The keys that lead there. */
  readonly keys: readonly PathKey[]
  readonly value: unknown
}

interface Visit extends Place {
  readonly above: Visit | undefined
}

/** How many places an error lists. */
const listed = 12

/** What a container holds, by key. Getters are not run. */
const entriesOf = (container: object): readonly (readonly [PathKey, unknown])[] =>
  Object.keys(container).map((key) => [
    Array.isArray(container) ? Number(key) : key,
    Object.getOwnPropertyDescriptor(container, key)?.value,
  ])

const contains = (above: Visit | undefined, value: unknown): boolean => {
  for (let visit = above; visit !== undefined; visit = visit.above) if (visit.value === value) return true
  return false
}

/** Every place of a state, a container before what it holds. */
export const everyPlace = (state: unknown): readonly Place[] => {
  const places: Place[] = []
  const open: Visit[] = [{ keys: [], value: state, above: undefined }]
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { keys, value, above } = visit
    places.push(visit)
    if (typeof value !== 'object' || value === null || containerKind(value) === undefined) continue
    if (contains(above, value)) {
      throw new OptfuseError('cyclic-tree', 'the state contains itself here; a state must be finite', {
        path: formatPath(keys),
      })
    }
    for (const [key, held] of entriesOf(value).toReversed()) {
      open.push({ keys: [...keys, key], value: held, above: visit })
    }
  }
  return places
}

const endsWith = (keys: readonly PathKey[], end: readonly PathKey[]): boolean =>
  end.length <= keys.length && end.every((key, i) => String(key) === String(keys[keys.length - end.length + i]))

const list = (texts: readonly string[]): string =>
  texts.length <= listed ? texts.join(', ') : `${texts.slice(0, listed).join(', ')} and ${texts.length - listed} more`

const pathOf = ({ keys }: Place): string => formatPath(keys)

const textOf = (place: Place): string =>
  typeof place.value === 'number' ? `${pathOf(place)} = ${place.value}` : pathOf(place)

const nameOf = ({ keys }: Place): string => String(keys.at(-1) ?? '')

const absent = (name: string, keys: readonly PathKey[], places: readonly Place[]): never => {
  const inner = places.filter((place) => place.keys.length > 0)
  const known = keys.length > 1 ? pathOf : nameOf
  const near = nearest(
    name,
    inner.map(known).filter((each) => keys.length > 1 || !/^\d+$/.test(each)),
  )
  const slots = [...new Set(inner.filter(({ keys: [...all] }) => typeof all.at(-1) === 'string').map(nameOf))]
  const hint =
    near === undefined
      ? slots.length === 0
        ? 'it holds no slots.'
        : `its names are ${list(slots)}.`
      : `did you mean ${list(inner.filter((place) => known(place) === near).map(textOf))}?`
  throw new OptfuseError('structure-mismatch', `the state has nothing here; ${hint}`, { path: name })
}

/** The places whose path ends as the given name or path does; at least one. */
export const placesAt = (state: unknown, name: string): readonly Place[] => {
  const keys = parsePath(name)
  if (keys.length === 0) return [{ keys, value: state }]
  const places = everyPlace(state)
  const found = places.filter((place) => endsWith(place.keys, keys))
  return found.length === 0 ? absent(name, keys, places) : found
}

/** The one place of a name or path. A path from the root is always one. */
export const placeAt = (state: unknown, name: string): Place => {
  const found = placesAt(state, name)
  const { length } = parsePath(name)
  const exact = found.length === 1 ? found[0] : found.find(({ keys }) => keys.length === length)
  if (exact !== undefined) return exact
  throw new OptfuseError(
    'structure-mismatch',
    `${found.length} places of the state are called so: ${list(found.map(textOf))}; name one by its path.`,
    { path: name },
  )
}
