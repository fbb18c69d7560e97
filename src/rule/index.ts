/** What a gradient transformation is. @module */
export { complement, labelSets, maskSet } from './leafSets.ts'
export { guarding, restarting } from './gating.ts'
export { masksOf } from './masks.ts'
export { takingTurns } from './turns.ts'
export { definitionOf } from './definitionOf.ts'
export { slotNode } from './slotNode.ts'
export type { ChainDefinition, Definition, RuleDefinition, TransformationSpec } from './definition.ts'
export type {
  AnyGradientTransformation,
  ExtraArguments,
  ExtraRest,
  GradientTransformation,
  Need,
  NeedsOf,
  StateTypeOf,
  UpdateRest,
} from './gradientTransformation.ts'
export {
  counter,
  leafFlag,
  leafScalar,
  moment,
  reducedMoment,
  scalar,
  type CounterSlot,
  type LeafFlagSlot,
  type LeafScalarSlot,
  type LeafTree,
  type MomentSlot,
  type ReducedMomentSlot,
  type ScalarSlot,
  type Slot,
  type Slots,
  type SlotsState,
  type Sparse,
} from './slot.ts'
export type { StateOf, StateType } from './stateType.ts'
