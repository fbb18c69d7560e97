/** The names of variables as paths, and back. @module */
import { containerKind } from '../pytree/container.ts'
import type { ByName } from './session.ts'

type Entry = readonly [parts: readonly string[], value: unknown]

const nest = (entries: readonly Entry[]): unknown => {
  const groups = new Map<string, Entry[]>()
  for (const [[first, ...rest], value] of entries) {
    const group = groups.get(first) ?? []
    group.push([rest, value])
    groups.set(first, group)
  }
  return Object.fromEntries(
    [...groups].map(([key, group]) => [key, group[0][0].length === 0 ? group[0][1] : nest(group)]),
  )
}

/**
 * Nest values by the parts of their names, so that the variable `dense/kernel` is at the path `dense.kernel`, where masks
 * and patterns find it. A name that goes on where another ends is kept whole.
 */
export const nestByName = (values: ByName<unknown>): unknown => {
  const names = new Set(Object.keys(values))
  return nest(
    [...names].map((name): Entry => {
      const parts = name.split('/')
      const continues = parts.some((_, i) => i > 0 && names.has(parts.slice(0, i).join('/')))
      return [continues ? [name] : parts, values[name]]
    }),
  )
}

/** What `nestByName` was given. */
export const flatByName = (tree: unknown): ByName<unknown> => {
  const entries: [string, unknown][] = []
  const visit = (part: unknown, name: string): void => {
    if (typeof part !== 'object' || part === null || containerKind(part) === undefined) entries.push([name, part])
    else for (const [key, below] of Object.entries(part)) visit(below, `${name}/${key}`)
  }
  if (typeof tree === 'object' && tree !== null) for (const [key, part] of Object.entries(tree)) visit(part, key)
  return Object.fromEntries(entries)
}
