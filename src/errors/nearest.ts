/** Suggest the nearest known name for a misspelt one. @module */

const distance = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(substitution, previous[j] + 1, current[j - 1] + 1))
    }
    previous = current
  }
  return previous[b.length]
}

/**
 * The known name closest to `name` by edit distance, ignoring case and underscores (so that optax's `scale_by_adam`
 * finds `scaleByAdam`), or `undefined` when none is near.
 */
export const nearest = (name: string, known: readonly string[]): string | undefined => {
  const normal = (text: string): string => text.replaceAll('_', '').toLowerCase()
  let best: string | undefined
  let bestDistance = Infinity
  for (const candidate of known) {
    const d = distance(normal(name), normal(candidate))
    if (d < bestDistance) [best, bestDistance] = [candidate, d]
  }
  // Of two letters, one must be right.
  const few = Math.max(1, Math.min(2, name.length - 1), name.length / 3)
  return bestDistance <= few ? best : undefined
}

/** ` Did you mean "x"?` for the nearest known name, otherwise the list of them. */
export const didYouMean = (name: string, known: readonly string[]): string => {
  if (known.length === 0) return ' There are none.'
  const near = nearest(name, known)
  return near === undefined ? ` Known: ${known.join(', ')}.` : ` Did you mean "${near}"?`
}
