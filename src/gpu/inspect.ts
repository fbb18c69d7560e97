/** Show the kernels of a plan. @module */
import { print } from '../expr/index.ts'
import type { GpuPlan } from './gpuPlan.ts'
import type { GpuKernel } from './gpuRun.ts'

/** The kernels of a step, in the order in which they run. */
export const showKernels = ({ kernels, packs }: GpuPlan): readonly GpuKernel[] =>
  [...kernels, ...packs.flatMap(({ kernel }) => (kernel === undefined ? [] : [kernel]))].map(
    ({ formulas, text, arrays, numbers, result }) => ({
      formulas,
      source: text.source,
      reads: [...arrays.map(({ name }) => name), ...numbers.map((expr) => print(expr))],
      writes: result.name,
    }),
  )
