import { parseArgs } from 'node:util'

/** What the command line may say to an example. */
export type Settings = {
  /** The examples to run; none means the main ones. */
  readonly names: readonly string[]
  /** Work on a small part of the data, to see in seconds that everything runs. */
  readonly quick: boolean
  /** The folder the charts are written to. */
  readonly out: string
}

/** Reads names, `--quick` and `--out <folder>` from the command line. */
export const settings = (): Settings => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, out: { type: 'string', default: 'out' } },
  })
  return { names: positionals, ...values }
}
