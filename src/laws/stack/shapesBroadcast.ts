/** Operands of different shapes broadcast. @module */
import { openBench } from './bench.ts'
import type { StackLaw } from './stackLaw.ts'

/** A scalar, a row or a column spreads over a matrix. */
export const shapesBroadcast: StackLaw = {
  name: 'shapes broadcast',
  statement: 'a scalar, a row and a column spread over a matrix, on either side and in select.',
  violation: (trial) => {
    const { stack } = trial
    const bench = openBench(trial)
    const expect = (what: string, x: typeof trial.like, expected: readonly number[]): string | undefined => {
      const got = `[${stack.shape(bench.keep(x)).join(', ')}] ${bench.numbers(x).join(' ')}`
      const wanted = `[2, 3] ${expected.join(' ')}`
      return got === wanted ? undefined : `${what} gave ${got} in place of ${wanted}`
    }
    try {
      const matrix = bench.tensor([1, 2, 3, 4, 5, 6], [2, 3])
      const scalar = bench.tensor([10], [])
      const row = bench.tensor([10, 20, 30], [1, 3])
      const column = bench.tensor([100, 200], [2, 1])
      const which = bench.condition([1, 0], [2, 1])
      return (
        expect('matrix + scalar', stack.add(matrix, scalar), [11, 12, 13, 14, 15, 16]) ??
        expect('scalar - matrix', stack.sub(scalar, matrix), [9, 8, 7, 6, 5, 4]) ??
        expect('row + matrix', stack.add(row, matrix), [11, 22, 33, 14, 25, 36]) ??
        expect('matrix + column', stack.add(matrix, column), [101, 102, 103, 204, 205, 206]) ??
        expect('select(column, matrix, scalar)', stack.select(which, matrix, scalar), [1, 2, 3, 10, 10, 10]) ??
        expect('select(column, scalar, row)', stack.select(which, scalar, row), [10, 10, 10, 10, 20, 30])
      )
    } finally {
      bench.clear()
    }
  },
}
