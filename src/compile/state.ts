/** Build and read the nested state of a transformation. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Definition } from '../rule/index.ts'
import type { Program, ProgramLink } from './compose.ts'

/** The state of one link: its slots by name. */
export type LinkState = Readonly<Record<string, unknown>>

/** Nest the links' states as the definition nests its links: arrays for chains, records for named chains. */
export const nestState = (definition: Definition, states: readonly LinkState[]): unknown => {
  let next = 0
  const nest = (part: Definition): unknown => {
    if (part.kind === 'rule') return states[next++]
    const nested = part.links.map(nest)
    const { names } = part
    return names === undefined ? nested : Object.fromEntries(nested.map((state, i) => [names[i], state]))
  }
  return nest(definition)
}

const isObject = (value: unknown): value is Readonly<Record<string | number, unknown>> =>
  typeof value === 'object' && value !== null

/** Where a link's state stands, such as `state[1].adam`. */
export const statePath = ({ path }: ProgramLink): string =>
  path.reduce<string>((text, key) => text + (typeof key === 'number' ? `[${key}]` : `.${key}`), 'state')

const fail = (link: ProgramLink, what: string): never => {
  throw new OptfuseError(
    'invalid-state',
    `${what}; pass the state that init or the previous update of this same transformation returned.`,
    { transformation: link.name, path: statePath(link) },
  )
}

/** The state of one link within the state of the whole. */
export const linkState = ({ links }: Program, owner: number, state: unknown): LinkState => {
  const link = links[owner]
  const found = link.path.reduce<unknown>((part, key) => (isObject(part) ? part[key] : undefined), state)
  return isObject(found)
    ? found
    : fail(link, `expected a record of slots, got ${found === null ? 'null' : typeof found}`)
}

/** A slot that holds one number. */
export const numberSlot = (program: Program, owner: number, name: string, state: unknown): number => {
  const value = linkState(program, owner, state)[name]
  return typeof value === 'number'
    ? value
    : fail(program.links[owner], `slot ${name} must be a number, got ${typeof value}`)
}

/** A slot that holds a tree. */
export const treeSlot = (program: Program, owner: number, name: string, state: unknown): unknown => {
  const value = linkState(program, owner, state)[name]
  return value === undefined ? fail(program.links[owner], `slot ${name} is missing`) : value
}
