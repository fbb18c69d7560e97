/** Seed and number of runs of the property tests. @module */

const read = (name: string, fallback: number): number => {
  const text = process.env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isFinite(value)) throw new Error(`${name} must be a number, got "${text}"`)
  return value
}

/** The seed of everything random: `OPTFUSE_SEED`, or always the same. Tests print it. */
export const seed = read('OPTFUSE_SEED', 20240229)

const factor = read('OPTFUSE_RUNS', 1)

/** How many examples to try: `usual`, times `OPTFUSE_RUNS`. */
export const runs = (usual: number): number => Math.max(1, Math.round(usual * factor))

/** What fast-check is told everywhere. */
export const settings = (usual: number) => ({ seed, numRuns: runs(usual) })

/** The seed in the title of a suite. */
export const seeded = (title: string): string => `${title} (OPTFUSE_SEED=${seed})`
