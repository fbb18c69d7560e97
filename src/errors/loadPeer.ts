/** Load a library that may not be installed. @module */
import { OptfuseError } from './OptfuseError.ts'

/**
 * What `load` imports. The name stands in the import as it is, so that bundlers see it:
 * `loadPeer('gpu.js', 'optfuse/gpu', () => import('gpu.js'))`.
 *
 * @param name the optional peer
 * @param user what needs it, as the caller knows it
 * @throws OptfuseError `missing-peer`, naming the package to install; any other failure of the import is passed on
 */
export const loadPeer = async <M>(name: string, user: string, load: () => Promise<M>): Promise<M> => {
  try {
    return await load()
  } catch (error) {
    // Node, browsers and bundlers each have words of their own; all put the name in quotes. When a package that the peer
    // needs is missing, that one stands in quotes, and the peer only within a longer path.
    const missing = error instanceof Error && /['"“](?<name>[^'"”]+)/.exec(error.message)?.groups?.['name'] === name
    if (!missing) throw error
    throw new OptfuseError('missing-peer', `${user} needs the package ${name}: npm install ${name}`)
  }
}
