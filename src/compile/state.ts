/** Build and read the nested state of a transformation. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import type { Definition } from '../rule/index.ts'
import type { Program, ProgramLink, ProgramSlot } from './compose.ts'

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

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const pathOf = (keys: readonly (number | string)[]): string =>
  keys.reduce<string>((text, key) => text + (typeof key === 'number' ? `[${key}]` : `.${key}`), 'state')

/** Where a link's state stands, such as `state[1].adam`. */
export const statePath = ({ path }: ProgramLink): string => pathOf(path)

/** Where a slot of a link stands, such as `state[1].mu`. */
export const slotPath = ({ links }: Program, { owner, name }: ProgramSlot): string =>
  `${statePath(links[owner])}.${name}`

const fail = (transformation: string, path: string, what: string): never => {
  throw new OptfuseError(
    'invalid-state',
    `${what}; pass the state that init or the previous update of this same transformation returned.`,
    { transformation, path },
  )
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : typeof value

/**
 * The states of the links, in order, out of a nested state.
 *
 * @throws OptfuseError `invalid-state` where the nesting differs, or a record holds something that is no slot of its link
 */
export const linkStates = (definition: Definition, state: unknown): readonly LinkState[] => {
  const states: LinkState[] = []
  const keys: (number | string)[] = []
  const visitAt = (key: number | string, part: Definition, value: unknown): void => {
    keys.push(key)
    visit(part, value)
    keys.pop()
  }
  const visit = (part: Definition, value: unknown): void => {
    if (part.kind === 'rule') {
      if (!isRecord(value)) return fail(part.name, pathOf(keys), `expected a record of slots, got ${kindOf(value)}`)
      const stray = Object.keys(value).find((key) => !Object.hasOwn(part.slots, key))
      if (stray !== undefined) fail(part.name, pathOf(keys), `there is no slot ${stray}`)
      states.push(value)
      return
    }
    const { names, links, spec } = part
    if (names === undefined) {
      const name = spec?.name ?? 'chain'
      if (!Array.isArray(value)) return fail(name, pathOf(keys), `expected a list of states, got ${kindOf(value)}`)
      if (value.length !== links.length) {
        fail(name, pathOf(keys), `expected ${links.length} states, one a link, got ${value.length}`)
      }
      links.forEach((link, i) => visitAt(i, link, value[i]))
    } else {
      const name = spec?.name ?? 'namedChain'
      if (!isRecord(value)) return fail(name, pathOf(keys), `expected a record of states, got ${kindOf(value)}`)
      const stray = Object.keys(value).find((key) => !names.includes(key))
      if (stray !== undefined) fail(name, pathOf(keys), `there is no link ${stray}`)
      links.forEach((link, i) => visitAt(names[i], link, value[names[i]]))
    }
  }
  visit(definition, state)
  return states
}

/** A slot that holds one number. */
export const numberSlot = (
  program: Program,
  { owner, name, kind }: ProgramSlot,
  states: readonly LinkState[],
): number => {
  const value = states[owner][name]
  const link = program.links[owner]
  if (typeof value !== 'number') {
    return fail(link.name, statePath(link), `slot ${name} must be a number, got ${kindOf(value)}`)
  }
  if (kind === 'counter' && !(Number.isInteger(value) && value >= 0)) {
    fail(link.name, statePath(link), `slot ${name} must be a whole number >= 0, got ${value}`)
  }
  return value
}

/** A slot that holds a tree. */
export const treeSlot = (program: Program, { owner, name }: ProgramSlot, states: readonly LinkState[]): unknown => {
  const value = states[owner][name]
  const link = program.links[owner]
  return value === undefined ? fail(link.name, statePath(link), `slot ${name} is missing`) : value
}
