/** Compare what an example printed with what its comment says. @module */

/** `Float32Array(2) [ 1, 2 ]` as one writes it: `Float32Array[1,2]`; keys that are symbols are left out. */
const normalised = (shown: string): string =>
  shown
    .replaceAll(/\b(\w+)\(\d+\) (?=[[{])/g, '$1')
    .replaceAll('[Object: null prototype] ', '')
    .replaceAll(/,? \[Symbol\([^)]*\)\]: \w+/g, '')
    .replaceAll(/\s*([[\]{}(),:])\s*/g, '$1')
    .trim()

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/**
 * Whether a value is what the comment says: as Node's `inspect` shows it, but for spaces and the length of arrays; a
 * string may also stand there as it is. `…` in the comment stands for anything. Behind a statement that gives nothing,
 * such as a call of `set`, a comment is a remark.
 */
export const sameOutput = (expected: string, value: unknown, shown: string): boolean => {
  if (value === undefined) return true
  const parts = normalised(expected).split('…').map(escaped)
  const pattern = new RegExp(`^${parts.join('.*')}$`, 's')
  return pattern.test(normalised(shown)) || (typeof value === 'string' && pattern.test(normalised(value)))
}
