// @ts-check
import { existsSync } from 'node:fs'

const BUILT = new URL('../dist/index.js', import.meta.url)

/**
 * The library as built. This folder is a package of its own, so the name `optfuse` does not lead to it from here.
 *
 * @returns {Promise<typeof import('../dist/index.js')>}
 */
export async function loadOptfuse() {
  if (!existsSync(BUILT)) throw new Error('the library is not built: npm run build')
  return import('../dist/index.js')
}
