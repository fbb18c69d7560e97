/** Tell expressions apart by numbers before algebra is asked. @module */
import type { Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import { float64 } from './arithmetic.ts'
import { createEvaluator } from './evaluate.ts'
import { isNonNegative, ofRange } from './interval.ts'
import type { SlotFacts } from './normalize.ts'

const POINTS = 4

/** A number of the kind that is known of a leaf, always the same for the same place. */
const numberAt = (place: number, { natural, interval }: SlotFacts): number => {
  const wave = Math.sin(place * 12.9898) * 43758.5453
  const share = wave - Math.floor(wave)
  if (natural) return 1 + Math.floor(share * 9)
  return isNonNegative(interval) ? 0.05 + share * 3 : share * 6 - 3
}

/**
 * Whether two expressions differ at numbers of the kind that is known of them. `false` says nothing: it may be that none
 * was found, or that there are none to try.
 */
export const plainlyDiffer = (left: Expr, right: Expr, slotFacts: (slot: Expr) => SlotFacts): boolean => {
  const nodes = postorder([left, right])
  const evaluate = createEvaluator([left, right], [[2], []], float64)
  for (let point = 0; point < POINTS; point++) {
    let place = point * 100
    const some = (facts: SlotFacts): number => numberAt(place++, facts)
    const anything = { natural: false, interval: ofRange({}) }
    const each = (facts: SlotFacts): readonly number[] => [some(facts), some(facts), some(facts)]
    const all = (facts: SlotFacts): readonly number[] => Array.from({ length: 3 }, () => 0).fill(some(facts))
    const slots = new Map<Expr, readonly number[]>()
    const symbols: Record<string, number> = {}
    const extras: Record<string, number> = {}
    for (const node of nodes) {
      if (node.kind === 'slot') {
        if (node.type === 'boolean')
          slots.set(
            node,
            all({ natural: true, interval: ofRange({}) }).map((x) => x % 2),
          )
        else slots.set(node, node.scope === 'element' ? each(slotFacts(node)) : all(slotFacts(node)))
      } else if (node.kind === 'hyper' && node.symbol !== undefined) {
        const { min = -Infinity, max = Infinity, integer = false } = node.symbol
        const share = numberAt(place++, { natural: false, interval: ofRange({ min: 0 }) }) / 4
        const low = Number.isFinite(min) ? min : Number.isFinite(max) ? max - 2 : -1
        const value = low + share * ((Number.isFinite(max) ? max : low + 2) - low)
        symbols[node.name] = integer ? Math.round(value) : value
      } else if (node.kind === 'extra') extras[node.name] = some(anything)
    }
    const [a, b] = evaluate({ gradient: each(anything), param: each(anything), slots, symbols, extras })
    const apart = a.some((x, i) => {
      const y = b[i]
      if (x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y)) return false
      return Math.abs(x - y) > 1e-6 * Math.max(Math.abs(x), Math.abs(y), 1e-3)
    })
    if (apart) return true
  }
  return false
}
