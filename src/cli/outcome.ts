/** What a command gives. @module */

/** What a command prints, and the status it exits with. */
export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Exit statuses: the first three are the verdicts of `prove`, the others those of sysexits. */
export const exitCodes = { proved: 0, refuted: 1, unknown: 2, usage: 64, badData: 65 } as const

/** A command that printed this. */
export const printed = (text: string, code = 0): Outcome => ({ code, out: `${text}\n`, err: '' })

/** A command that was refused. */
export const refused = (text: string, code: number = exitCodes.usage): Outcome => ({ code, out: '', err: `${text}\n` })
