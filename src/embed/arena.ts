/** Keep account of the tensors a step has made. @module */
import type { TensorStack } from './tensorStack.ts'

/** What a step has made and not yet given back. */
export interface Arena<T> {
  /** Take charge of a tensor just made. */
  readonly own: (x: T) => T
  /** Release a tensor the arena is in charge of. */
  readonly free: (x: T) => void
  /** Hand a tensor over to the caller. */
  readonly yield: (x: T) => T
  /** Release everything that is left, after a failure too. */
  readonly clear: () => void
}

/** An arena without tensors. One object may stand in it several times, where references are counted. */
export const openArena = <T extends object>({ release }: TensorStack<T>): Arena<T> => {
  const counts = new Map<T, number>()
  const forget = (x: T): void => {
    const left = (counts.get(x) ?? 1) - 1
    if (left === 0) counts.delete(x)
    else counts.set(x, left)
  }
  return {
    own: (x) => {
      counts.set(x, (counts.get(x) ?? 0) + 1)
      return x
    },
    free: (x) => {
      forget(x)
      release(x)
    },
    yield: (x) => {
      forget(x)
      return x
    },
    clear: () => {
      for (const [x, count] of counts) for (let i = 0; i < count; i++) release(x)
      counts.clear()
    },
  }
}
