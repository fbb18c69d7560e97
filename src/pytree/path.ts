/** Tree paths as text: `layers[0].w`. @module */

/** A key of an object or an index of an array. */
export type PathKey = string | number

/** A key that needs no quotes in a path. */
const plainKey = /^(?!-?(?:0|[1-9]\d*)$)[^.[\]'"*\s\\]+$/

const quote = (key: string): string => `['${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`

/**
 * The path of a child: the path of its container and one key more.
 *
 * @example
 * childPath('layers', 0) // 'layers[0]'
 */
export const childPath = (path: string, key: PathKey): string => {
  if (typeof key === 'number') return `${path}[${key}]`
  if (!plainKey.test(key)) return path + quote(key)
  return path === '' ? key : `${path}.${key}`
}
