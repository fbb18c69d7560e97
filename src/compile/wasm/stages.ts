/** Cut a pass into stages that run on different vectors at the same time. @module */
import type { Instruction, PassProgram } from '../passProgram.ts'

/** Which stage of a pass each value is worked out in, and how long it is kept. */
export interface Stages {
  /** The last stage. Stage k works k vectors behind the first. */
  readonly last: number
  /** Per instruction, the stage that works it out. */
  readonly of: readonly number[]
  /** Per instruction, the last stage that reads it. */
  readonly until: readonly number[]
}

/** More stages would keep more values waiting than there are registers. */
const MOST = 2

/** Operations that take much longer than the others. */
const slow: ReadonlySet<string> = new Set(['div', 'sqrt'])

const isSlow = (each: Instruction): boolean => each.kind === 'apply' && slow.has(each.operation.name)

/** Whether a value is there for the whole run. */
export const isSettled = ({ kind }: Instruction): boolean => kind === 'constant' || kind === 'uniform' || kind === 'row'

/**
 * A root or a quotient takes as long as many products, and what follows it must wait. A processor looks only so far ahead
 * for something else to do, so the stage after a root or quotient works on the vector before: its inputs were begun a whole
 * vector earlier. Passes that gather are left whole.
 */
export const stagesOf = ({ instructions, stores, gathers }: PassProgram): Stages => {
  const of = instructions.map(() => 0)
  const until = instructions.map(() => 0)
  if (gathers.length > 0) return { last: 0, of, until }
  const first = instructions.map(() => MOST)
  instructions.forEach((each, i) => {
    if (each.kind !== 'apply') return
    of[i] = Math.min(MOST, Math.max(0, ...each.args.map((arg) => of[arg])) + (isSlow(each) ? 1 : 0))
    for (const arg of each.args) {
      first[arg] = Math.min(first[arg], of[i])
      until[arg] = Math.max(until[arg], of[i])
    }
  })
  for (const { value } of stores) first[value] = Math.min(first[value], of[value])
  // What only a late stage reads is read then, unless it has been overwritten by that time.
  instructions.forEach((each, i) => {
    if (each.kind !== 'load' && each.kind !== 'slice') return
    const overwritten = stores.filter(({ stream }) => each.kind === 'load' && stream === each.stream)
    of[i] = Math.min(first[i], ...overwritten.map(({ value }) => of[value]))
  })
  const working = of.filter((_, i) => !isSettled(instructions[i]))
  const begin = Math.min(MOST, ...working)
  const fromThere = (stage: number): number => Math.max(0, stage - begin)
  return {
    last: fromThere(Math.max(0, ...working)),
    of: of.map(fromThere),
    until: until.map((stage, i) => fromThere(Math.max(stage, of[i]))),
  }
}
