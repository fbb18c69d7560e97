/** The node that stands for a slot in formulas. @module */
import { slot, type Expr } from '../expr/index.ts'
import type { Slot } from './slot.ts'

/**
 * What a slot was before the step, as an expression.
 *
 * @param owner the number of its link in a composed chain; default -1, as a rule reads its own
 */
export const slotNode = (name: string, declared: Slot, owner?: number): Expr =>
  slot(
    name,
    'over' in declared ? declared.over : declared.kind === 'moment' ? 'element' : 'uniform',
    owner,
    declared.kind === 'leafFlag' ? 'boolean' : 'number',
  )
