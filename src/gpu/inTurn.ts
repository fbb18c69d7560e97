/** One asynchronous task after another. @module */

/** A queue of tasks. */
export interface Turns {
  /** Whether a task would begin at once. */
  readonly isIdle: () => boolean
  /** Run a task when those before it are done, whether they failed or not; at once when there are none. */
  readonly inTurn: <A>(task: () => Promise<A>) => Promise<A>
}

/** An empty queue. */
export const makeTurns = (): Turns => {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return {
    isIdle: () => waiting === 0,
    inTurn: (task) => {
      const started = waiting++ === 0 ? task() : last.then(task)
      const done = started.finally(() => waiting--)
      last = done.catch(() => undefined)
      return done
    },
  }
}
