/** Tensors that nobody holds are gone. @module */
import { chain } from '../../chain/chain.ts'
import { embed } from '../../embed/index.ts'
import { adamw } from '../../optimizers/adamw.ts'
import { clipByGlobalNorm } from '../../transforms/clipByGlobalNorm.ts'
import type { StackLaw } from './stackLaw.ts'

/** Asked only of stacks that can tell how many tensors there are. */
export const nothingLeaks: StackLaw = {
  name: 'nothing leaks',
  statement:
    'when all that init and update gave is released, the stack holds as many tensors as before, after a failed step too.',
  violation: ({ stack, like, dtype, live }) => {
    if (live === undefined) return undefined
    const before = live()
    const releaseAll = (value: unknown): void => {
      if (stack.is(value)) stack.release(value)
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(releaseAll)
    }
    const learningRate = (count: number): number => {
      if (count < 2) return 0.1
      throw new Error('this schedule ends here')
    }
    const { init, update } = embed(chain(clipByGlobalNorm(1), adamw(learningRate)), stack)
    const params = { w: stack.fill(1, [2, 2], dtype, like) }
    let state = init(params)
    for (let step = 0; step < 2; step++) {
      const [updates, next] = update(params, state, params)
      releaseAll([updates, state])
      state = next
    }
    try {
      update(params, state, params)
    } catch {
      releaseAll([state, params])
      const after = live()
      return after === before ? undefined : `${before} tensors before, ${after} after`
    }
    return 'a schedule that throws did not stop the step'
  },
}
