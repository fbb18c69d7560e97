/** Standard normal numbers as an expression. @module */
import { whole, type Expr, type Operand } from '../expr/index.ts'
import { dtypeOf } from '../pytree/floatArray.ts'
import { normalQuantile } from './normalQuantile.ts'
import { threefry, type Pair } from './threefry.ts'

/** A number in (-1, 1) of 23 random bits, as float32 has it, or of 52. */
const uniform = (single: boolean, [high, low]: Pair): number => {
  if (!single) return Math.max(-1 + 2 ** -53, (high * 2 ** 20 + (low >>> 12)) * 2 ** -51 - 1)
  const fraction = ((high ^ low) >>> 9) * 2 ** -23
  const least = Math.fround(-1 + 2 ** -24)
  return Math.max(least, Math.fround(Math.fround(fraction * Math.fround(1 - least)) + least))
}

/** The keys of steps, one after another: each key is split into that of the next step and that of this step's numbers. */
const keysFrom = (seed: number): ((count: number) => Pair) => {
  const first: Pair = [0, seed]
  let known = { count: 0, key: first }
  return (count) => {
    let { count: at, key } = known.count <= count ? known : { count: 0, key: first }
    for (; at < count; at++) key = threefry(key, 0, 0)
    known = { count, key }
    return threefry(key, 0, 1)
  }
}

const draw = (key: number, keyOf: (count: number) => Pair): ((count: Operand) => Expr) =>
  whole({
    name: key === 0 ? 'normal' : `normal_${key}`,
    over: 'tree',
    compute: (leaves) => {
      const inOrder = leaves.toSorted((a, b) => a.index - b.index)
      // The count stands in every element; float64 holds it exactly.
      const counts = inOrder.filter(({ elements }) => elements.length > 0).map(({ elements }) => elements)
      const exact = counts.find((elements) => dtypeOf(elements) === 'float64') ?? counts[0]
      if (exact === undefined) return
      const stepKey = keyOf(exact[0])
      inOrder.forEach(({ elements }, i) => {
        const leafKey = threefry(stepKey, 0, i)
        const single = dtypeOf(elements) === 'float32'
        for (let j = 0; j < elements.length; j++) {
          elements[j] = normalQuantile(uniform(single, threefry(leafKey, Math.floor(j / 2 ** 32), j)))
        }
      })
    },
  })

const made = new Map<number, (count: Operand) => Expr>()

/**
 * Independent standard normal numbers, one for each element, which the key and the count decide: those that jax.random draws when its
 * key is split at each step, and then for each leaf.
 *
 * @param key a whole number from 0 to 2³² - 1
 */
export const standardNormal = (key: number): ((count: Operand) => Expr) => {
  const known = made.get(key) ?? draw(key, keysFrom(key))
  made.set(key, known)
  return known
}
