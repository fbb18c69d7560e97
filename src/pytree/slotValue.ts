/** Look into a container. @module */
import { OptfuseError } from '../errors/OptfuseError.ts'
import { childPath, type PathKey } from './path.ts'

/**
 * What stands at a key of a container; a getter is never run.
 *
 * @param path that of the container
 * @param label what the tree is, where there are several
 * @throws OptfuseError `unsupported-leaf` for a getter or setter
 */
export const slotValue = (container: object, key: PathKey, path: string, label = ''): unknown => {
  const descriptor = Object.getOwnPropertyDescriptor(container, key)
  if (descriptor !== undefined && (descriptor.get !== undefined || descriptor.set !== undefined))
    throw new OptfuseError(
      'unsupported-leaf',
      `${label}a tree cannot hold a getter or setter; give its value as a plain property`,
      { path: childPath(path, key) },
    )
  return descriptor?.value
}
