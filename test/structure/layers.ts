/** The order of the layers of src, and which imports break it. @module */

/** The folders of src from the bottom to the top; those in one row do not know each other. */
export const layers: readonly (readonly string[])[] = [
  ['errors', 'wasm'],
  ['pytree'],
  ['options', 'losses'],
  ['schedules', 'expr'],
  ['matrix', 'random'],
  ['rule'],
  ['compile'],
  ['define', 'state', 'checkpoint', 'gpu'],
  ['transforms', 'inspect'],
  ['chain'],
  ['optimizers'],
  ['catalogue'],
  ['spec'],
  ['embed', 'prove', 'syntax'],
  ['laws'],
  ['cli', 'jax-js', 'tfjs'],
]

/** One import: both paths are relative to src. */
export interface Import {
  readonly from: string
  readonly to: string
}

/** The layer of a file of src; the files beside the folders are above them all. */
export const rankOf = (file: string): number =>
  file.includes('/') ? layers.findIndex((row) => row.includes(file.slice(0, file.indexOf('/')))) : layers.length

const specifiers = /\b(?:from|import)\s*\(?\s*'(\.[^']*)'/g

/** The relative imports of a source text, re-exports and type imports among them. */
export const importsOf = (file: string, source: string): readonly Import[] =>
  [...source.matchAll(specifiers)].map(([, specifier]) => ({
    from: file,
    to: new URL(specifier, `file:///${file}`).pathname.slice(1),
  }))

/** Whether an import leads to another folder that is not below its own. */
export const pointsUpward = ({ from, to }: Import): boolean =>
  from.split('/')[0] !== to.split('/')[0] && rankOf(to) >= rankOf(from)
