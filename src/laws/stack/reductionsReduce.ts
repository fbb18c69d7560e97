/** Reductions over all elements and over axes. @module */
import { openBench } from './bench.ts'
import type { StackLaw } from './stackLaw.ts'

/** Axes stay with length 1; NaN wins. */
export const reductionsReduce: StackLaw = {
  name: 'reductions reduce',
  statement: 'sums and maxima over all elements are scalars, over axes they keep these with length 1, and NaN wins.',
  violation: (trial) => {
    const { stack } = trial
    const bench = openBench(trial)
    const expect = (what: string, x: typeof trial.like, wanted: string): string | undefined => {
      const got = `[${stack.shape(bench.keep(x)).join(', ')}] ${bench.numbers(x).join(' ')}`
      return got === wanted ? undefined : `${what} gave ${got} in place of ${wanted}`
    }
    try {
      const cube = bench.tensor([1, -2, 3, 4, 5, 6, 7, -8], [2, 2, 2])
      const vector = bench.tensor([-3, -5], [2])
      const scalar = bench.tensor([4], [])
      const broken = bench.tensor([1, NaN, 3, -Infinity], [2, 2])
      return (
        expect('the sum of a cube', stack.sumOver(cube, null), '[] 16') ??
        expect('the sum over axis 0', stack.sumOver(cube, [0]), '[1, 2, 2] 6 4 10 -4') ??
        expect('the sum over axes 1 and 2', stack.sumOver(cube, [1, 2]), '[2, 1, 1] 6 10') ??
        expect('the maximum over axis 2', stack.maxOver(cube, [2]), '[2, 2, 1] 1 4 6 7') ??
        expect('the maximum of a vector', stack.maxOver(vector, null), '[] -3') ??
        expect('the sum of a scalar', stack.sumOver(scalar, null), '[] 4') ??
        expect('the maximum of a scalar', stack.maxOver(scalar, null), '[] 4') ??
        expect('the maximum over axis 1', stack.maxOver(broken, [1]), '[2, 1] NaN 3') ??
        expect('the sum with NaN', stack.sumOver(broken, null), '[] NaN') ??
        expect('the maximum with NaN', stack.maxOver(broken, null), '[] NaN')
      )
    } finally {
      bench.clear()
    }
  },
}
