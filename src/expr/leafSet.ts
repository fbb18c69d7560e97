/** Sets of leaves, as a function of the tree. @module */
import type { TreeDef } from '../pytree/index.ts'

/** A choice among the leaves of any tree. Two of them are the same only if they are one object. */
export interface LeafSet {
  /** What formulas call it, such as `mask`. */
  readonly name: string
  /**
   * What says which leaves, as text, the label that those in the set have by it, and all labels there are: sets of one text
   * and label hold the same leaves of every tree, and each leaf has one label.
   */
  readonly by: { readonly text: string; readonly label: string; readonly labels: readonly string[] }
  /**
   * For each unique leaf of a tree, whether it is in the set. Depends on the structure, the shapes and the dtypes only, so
   * that it is decided once, when a step is planned.
   */
  readonly membersOf: (def: TreeDef) => readonly boolean[]
}
