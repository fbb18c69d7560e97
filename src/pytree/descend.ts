/** Go down a tree along the structure of another. @module */
import { childPath } from './path.ts'
import { slotValue } from './slotValue.ts'
import { nodeCode, type Code, type TreeDef } from './treeDef.ts'

/**
 * Look at what stands in place of each part of a def, in canonical order.
 *
 * @param label what the tree is, for the message about a getter
 * @param enter gives back a container to look into, which must have the keys of the part it stands for
 * @throws OptfuseError `unsupported-leaf` for a getter
 */
export const descend = (
  def: TreeDef,
  tree: unknown,
  label: string,
  enter: (code: Code, value: unknown, path: string) => object | undefined,
): void => {
  const open: { readonly code: Code; readonly value: unknown; readonly path: string }[] = [
    { code: def.root, value: tree, path: '' },
  ]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { code, value, path } = next
    const container = enter(code, value, path)
    if (container === undefined) continue
    const { kind, keys, codes } = def.nodes[nodeCode(code)]
    for (let i = codes.length - 1; i >= 0; i--) {
      const key = kind === 'array' ? i : keys[i]
      open.push({ code: codes[i], value: slotValue(container, key, path, `${label}: `), path: childPath(path, key) })
    }
  }
}
