/** Take a step. @module */
import { tree, type JsTree, type numpy as np } from '@jax-js/jax'
import { embed } from '../embed/index.ts'
import { identity } from '../transforms/identity.ts'
import { checkOwned } from './checkOwned.ts'
import { jaxStack } from './jaxStack.ts'

/**
 * The parameters after a step: params + updates. Both are consumed.
 *
 * @throws OptfuseError `structure-mismatch`, `shape-mismatch`, `dtype-mismatch` or `disposed` naming the path; nothing is
 *   consumed then
 */
export const applyUpdates = <P extends JsTree<np.Array>>(params: P, updates: P): P => {
  checkOwned({ params, updates })
  const next = embed(identity(), jaxStack()).applyUpdates(params, updates)
  tree.dispose([params, updates])
  return next
}
