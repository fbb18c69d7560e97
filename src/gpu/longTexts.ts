/** The operations that take a GPU kernel many words. @module */
import type { GpuLowering } from '../expr/operation.ts'

/** Their texts, over printed arguments. */
export const longTexts: Readonly<
  Record<Extract<GpuLowering, { readonly kind: 'long' }>['name'], (args: readonly string[]) => string>
> = {
  // A GPU's own pow, exp2(b · log2 a), is NaN below 0 and near enough only above it.
  pow: ([a, b]) => {
    const isOdd = `${b} - 2 * Math.floor(${b} / 2) === 1`
    const ofZero = `(${b} > 0 ? Math.abs(${a}) : (${b} === 0 ? 1 : 1 / Math.abs(${a})))`
    const ofWhole = `(${isOdd} ? -Math.pow(-${a}, ${b}) : Math.pow(-${a}, ${b}))`
    const below = `(Math.floor(${b}) === ${b} ? ${ofWhole} : Math.sqrt(${a}))`
    return `(${a} === 0 ? ${ofZero} : (${a} < 0 ? ${below} : Math.pow(${a}, ${b})))`
  },
  // A quotient that is rounded down before its floor is taken leaves a whole divisor too much.
  mod: ([a, b]) => {
    const rest = `(${a} - ${b} * Math.floor(${a} / ${b}))`
    return `(${rest} / ${b} >= 1 ? ${rest} - ${b} : (${rest} / ${b} < 0 ? ${rest} + ${b} : ${rest}))`
  },
}
