import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes a picture into a folder, which is made if it is not there; returns the path. */
export const save = (folder: string, name: string, svg: string): string => {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, name)
  writeFileSync(path, svg)
  return path
}
