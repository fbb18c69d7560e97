/** The rules of a transformation. @module */
import type { Definition, RuleDefinition } from './definition.ts'

/** The rules of a transformation in the order in which they apply; nested chains flattened. */
export const rulesOf = (definition: Definition): readonly RuleDefinition[] =>
  definition.kind === 'rule' ? [definition] : definition.links.flatMap(rulesOf)
