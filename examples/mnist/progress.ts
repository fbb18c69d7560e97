import { progress } from '@clack/prompts'

/** Shows how far a job is. */
export type Progress = {
  /** To be called after every step, with a word on how it goes. */
  readonly step: (note: string) => Promise<void>
  /** To be called once at the end. */
  readonly stop: (note: string) => void
}

const FRAME = 80 // milliseconds between two pictures of the bar

/** A progress bar on a terminal; elsewhere (a log, a pipe, continuous integration) one plain line at the end. */
export const startProgress = (name: string, steps: number): Progress => {
  if (!process.stdout.isTTY || process.env['CI'] !== undefined) {
    return { step: async () => {}, stop: (note) => console.log(`${name}: ${note}`) }
  }
  const bar = progress({ max: steps, size: 30 })
  let waiting = 0
  let drawn = performance.now()
  bar.start(name)
  return {
    step: async (note) => {
      waiting++
      if (performance.now() - drawn < FRAME) return
      bar.advance(waiting, `${name}: ${note}`)
      waiting = 0
      await new Promise((resolve) => setTimeout(resolve)) // lets the bar redraw
      drawn = performance.now()
    },
    stop: (note) => bar.stop(`${name}: ${note}`),
  }
}
