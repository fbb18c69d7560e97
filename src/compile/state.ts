/** Build and read the nested state of a transformation. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { show } from '../errors/show.ts'
import { isRecord } from '../options/readOptions.ts'
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

/** Where a link's state stands, such as `state[1].adam`. */
export const statePath = ({ path }: ProgramLink): string =>
  path.reduce<string>((text, key) => text + (typeof key === 'number' ? `[${key}]` : `.${key}`), 'state')

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

/**
 * The states of the links, in order, out of a nested state.
 *
 * @throws OptfuseError `invalid-state` where the nesting differs, or a record holds something that is no slot of its link
 */
export const linkStates = (definition: Definition, state: unknown): readonly LinkState[] => {
  const states: LinkState[] = []
  const record = (name: string, names: readonly string[], what: string, value: unknown, path: string): LinkState => {
    if (!isRecord(value))
      return fail(name, path, `expected a record of ${what === 'link' ? 'states' : 'slots'}, got ${show(value)}`)
    const stray = Object.keys(value).find((key) => !names.includes(key))
    return stray === undefined ? value : fail(name, path, `there is no ${what} ${stray}`)
  }
  const visit = (part: Definition, value: unknown, path: string): void => {
    if (part.kind === 'rule') {
      states.push(record(part.name, Object.keys(part.slots), 'slot', value, path))
      return
    }
    const { names, links, spec } = part
    if (names !== undefined) {
      const found = record(spec?.name ?? 'namedChain', names, 'link', value, path)
      links.forEach((link, i) => visit(link, found[names[i]], `${path}.${names[i]}`))
      return
    }
    const name = spec?.name ?? 'chain'
    if (!Array.isArray(value)) return fail(name, path, `expected a list of states, got ${show(value)}`)
    if (value.length !== links.length) {
      fail(name, path, `expected ${links.length} states, one a link, got ${value.length}`)
    }
    links.forEach((link, i) => visit(link, value[i], `${path}[${i}]`))
  }
  visit(definition, state, 'state')
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
    return fail(link.name, statePath(link), `slot ${name} must be a number, got ${show(value)}`)
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
