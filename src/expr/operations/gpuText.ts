/** Text of gpu.js kernels. @module */
import type { GpuLowering } from '../operation.ts'

/** An operator between two arguments, bracketed. */
export const infixText = (operator: string): GpuLowering => ({
  kind: 'text',
  text: ([a, b]) => `(${a} ${operator} ${b})`,
})

/** A function of `Math`. */
export const mathText = (name: string): GpuLowering => ({
  kind: 'text',
  text: (args) => `Math.${name}(${args.join(', ')})`,
})
